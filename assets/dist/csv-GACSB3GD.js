import{a,b,c}from"./chunk-QR5QM4AT.js";import"./chunk-I5F5OWY6.js";import"./chunk-ZUCXEXQG.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-GACSB3GD.js.map
