import{a,b,c}from"./chunk-HLYFN6MT.js";import"./chunk-6W223HQH.js";import"./chunk-SE2EAJL5.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-YRUXTS7N.js.map
