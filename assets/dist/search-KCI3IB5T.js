import{a,b,c,d,e,f,g,h,i}from"./chunk-3JTV2AOD.js";import"./chunk-K4SGRHM3.js";import"./chunk-A5WEK76H.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-KCI3IB5T.js.map
