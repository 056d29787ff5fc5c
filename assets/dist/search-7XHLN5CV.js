import{a,b,c,d,e,f,g,h,i}from"./chunk-DA6KOZDJ.js";import"./chunk-4HCCQ2JX.js";import"./chunk-BKMRZZIM.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-7XHLN5CV.js.map
