import{a,b,c,d,e,f,g,h,i}from"./chunk-5J7FVTSP.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-OHLYD7EL.js.map
