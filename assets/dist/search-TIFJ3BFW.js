import{a,b,c,d,e,f,g,h,i}from"./chunk-PFHPMNV6.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-TIFJ3BFW.js.map
