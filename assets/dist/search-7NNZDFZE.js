import{a,b,c,d,e,f,g,h,i}from"./chunk-PUWOOY4Q.js";import"./chunk-3S27OMER.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-7NNZDFZE.js.map
