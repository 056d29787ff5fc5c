import{a,b,c,d,e,f,g,h,i}from"./chunk-WL4HX6PO.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-7POYGZHP.js.map
