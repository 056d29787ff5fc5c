import{a,b,c,d,e,f,g,h,i}from"./chunk-6MI7B3G4.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-MHZW45X4.js.map
