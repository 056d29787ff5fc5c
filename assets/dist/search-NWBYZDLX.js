import{a,b,c,d,e,f,g,h,i}from"./chunk-PD77Q5MZ.js";import"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-NWBYZDLX.js.map
