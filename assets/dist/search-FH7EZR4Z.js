import{a,b,c,d,e,f,g,h,i}from"./chunk-2GAI3BQ7.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-FH7EZR4Z.js.map
