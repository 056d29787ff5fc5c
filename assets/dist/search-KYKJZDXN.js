import{a,b,c,d,e,f,g,h,i}from"./chunk-4JSCY2XC.js";import"./chunk-QNXH3MBL.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-KYKJZDXN.js.map
