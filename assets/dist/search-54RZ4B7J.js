import{a,b,c,d,e,f,g,h,i}from"./chunk-EHS3GIOD.js";import"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-54RZ4B7J.js.map
