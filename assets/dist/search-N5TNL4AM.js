import{a,b,c,d,e,f,g,h,i}from"./chunk-ADUETEUZ.js";import"./chunk-5F3XFVON.js";import"./chunk-D2D4ZHJH.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-N5TNL4AM.js.map
