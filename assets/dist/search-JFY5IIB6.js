import{a,b,c,d,e,f,g,h,i}from"./chunk-RIJGAWX4.js";import"./chunk-THXNZ2DG.js";import"./chunk-T2YY7HJR.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-JFY5IIB6.js.map
