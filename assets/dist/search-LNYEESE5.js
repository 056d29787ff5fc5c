import{a,b,c,d,e,f,g,h,i}from"./chunk-ETFH7GM5.js";import"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-LNYEESE5.js.map
