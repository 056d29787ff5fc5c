import{a,b,c,d,e,f,g,h,i}from"./chunk-HXFUJ57X.js";import"./chunk-ZWB32MSO.js";import"./chunk-RXJMJWY5.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-FFUKQV43.js.map
