import{a,b,c,d,e,f,g,h,i}from"./chunk-SD7PAS3X.js";import"./chunk-E5UNHHVY.js";import"./chunk-SE2EAJL5.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-5FMCHCYX.js.map
