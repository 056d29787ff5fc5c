import{a,b,c,d,e,f,g,h,i}from"./chunk-B5AIXI2A.js";import"./chunk-I5F5OWY6.js";import"./chunk-ZUCXEXQG.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-NZBRWQV2.js.map
