import{a,b,c,d,e,f,g,h,i}from"./chunk-LF2SKCUA.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-AXR2QZM7.js.map
