import{a,b,c,d,e,f,g,h,i}from"./chunk-GS7PM5FU.js";import"./chunk-S2JMS5C2.js";import"./chunk-3KO2SH2W.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-FYY4JY5H.js.map
