import{a,b,c,d,e,f,g,h,i}from"./chunk-2HHCLESG.js";import"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-LG3BNFVG.js.map
