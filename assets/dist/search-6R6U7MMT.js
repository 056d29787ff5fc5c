import{a,b,c,d,e,f,g,h,i}from"./chunk-6WCAFEAD.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-6R6U7MMT.js.map
