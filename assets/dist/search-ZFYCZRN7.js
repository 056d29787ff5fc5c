import{a,b,c,d,e,f,g,h,i}from"./chunk-UXFVWRII.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-ZFYCZRN7.js.map
