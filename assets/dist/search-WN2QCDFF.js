import{a,b,c,d,e,f,g,h,i}from"./chunk-7EHO4O3G.js";import"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-WN2QCDFF.js.map
