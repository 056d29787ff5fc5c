import{a,b,c,d,e,f,g,h,i}from"./chunk-N6MVZTE5.js";import"./chunk-YMAROBDR.js";import"./chunk-BW6N4D7L.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-GMQA3T75.js.map
