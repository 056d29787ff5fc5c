import{a,b,c,d,e,f,g,h,i}from"./chunk-ZRLCR2JT.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-2XY4KNHO.js.map
