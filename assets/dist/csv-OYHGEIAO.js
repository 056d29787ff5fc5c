import{a,b,c}from"./chunk-TUDG3AK5.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-OYHGEIAO.js.map
