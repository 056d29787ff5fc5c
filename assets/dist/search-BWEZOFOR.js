import{a,b,c,d,e,f,g,h,i}from"./chunk-6DBNDI57.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-BWEZOFOR.js.map
