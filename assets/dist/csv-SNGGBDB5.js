import{a,b,c}from"./chunk-HLYFN6MT.js";import"./chunk-JBYGDPSL.js";import"./chunk-SE2EAJL5.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-SNGGBDB5.js.map
