import{a,b,c,d,e,f,g,h,i}from"./chunk-M6CMCWCJ.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-DUQVQ2YE.js.map
