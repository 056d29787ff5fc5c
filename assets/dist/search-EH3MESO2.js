import{a,b,c,d,e,f,g,h,i}from"./chunk-YPQ6RZEU.js";import"./chunk-SMIN6RHA.js";import"./chunk-OOS7UHMW.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-EH3MESO2.js.map
