import{a,b,c,d,e,f,g,h,i}from"./chunk-YFSKQT44.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-LPPCSU6C.js.map
