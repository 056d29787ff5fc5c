import{a,b,c,d,e,f,g,h,i}from"./chunk-J3V7X5BG.js";import"./chunk-EAZODMOG.js";import"./chunk-SEAS4EPW.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-PGSROB53.js.map
