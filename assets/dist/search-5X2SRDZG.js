import{a,b,c,d,e,f,g,h,i}from"./chunk-JAJLJ3B4.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-5X2SRDZG.js.map
