import{a,b,c,d,e,f,g}from"./chunk-V4SJ4TWU.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-RFUS2RFV.js.map
