import{a,b,c,d,e,f,g,h,i}from"./chunk-RWMY5X64.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-XQ2IXWDM.js.map
