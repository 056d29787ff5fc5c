import{a,b,c}from"./chunk-HLYFN6MT.js";import"./chunk-E5UNHHVY.js";import"./chunk-SE2EAJL5.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-CAODJHIQ.js.map
