import{a,b,c,d,e,f,g,h,i}from"./chunk-SR24QWWU.js";import"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-NKOLP736.js.map
