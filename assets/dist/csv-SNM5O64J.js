import{a,b,c}from"./chunk-HJCJCIVA.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-SNM5O64J.js.map
