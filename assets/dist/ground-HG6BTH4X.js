import{a,b,c,d}from"./chunk-WFLYN7YG.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-HG6BTH4X.js.map
