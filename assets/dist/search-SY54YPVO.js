import{a,b,c,d,e,f,g,h,i}from"./chunk-QK6TOHLV.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-SY54YPVO.js.map
