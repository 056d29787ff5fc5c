import{a,b,c}from"./chunk-MHN7MI62.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-WROM3Y2Q.js.map
