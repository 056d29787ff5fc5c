import{a,b,c,d,e,f,g,h,i}from"./chunk-UUZMW4VI.js";import"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-QIWOPFSM.js.map
