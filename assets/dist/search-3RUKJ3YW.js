import{a,b,c,d,e,f,g}from"./chunk-2C6AGDFU.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-3RUKJ3YW.js.map
