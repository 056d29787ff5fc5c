import{a,b,c}from"./chunk-GYIVZDJN.js";import"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-TSNC6CTG.js.map
