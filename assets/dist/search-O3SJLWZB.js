import{a,b,c,d,e,f,g,h,i}from"./chunk-DZIAFPYB.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-O3SJLWZB.js.map
