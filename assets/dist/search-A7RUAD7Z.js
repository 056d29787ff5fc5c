import{a,b,c,d,e,f,g,h,i}from"./chunk-WBHD3237.js";import"./chunk-KHHQMYTS.js";import"./chunk-KXR7RE7V.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-A7RUAD7Z.js.map
