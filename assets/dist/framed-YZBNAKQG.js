import{a,b}from"./chunk-AAJGYQHD.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{a as address,b as framed};
//# sourceMappingURL=framed-YZBNAKQG.js.map
