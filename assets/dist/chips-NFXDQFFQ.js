import{a,b,c}from"./chunk-NULQUFHY.js";import"./chunk-IDUUXDF4.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-NFXDQFFQ.js.map
