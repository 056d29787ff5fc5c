import{a,b,c,d,e,f,g,h,i}from"./chunk-7P5GZCPL.js";import"./chunk-WO57NHAO.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-CH26ITKE.js.map
