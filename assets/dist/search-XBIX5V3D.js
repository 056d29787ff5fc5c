import{a,b,c,d,e,f,g}from"./chunk-K2Z3YYXY.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-XBIX5V3D.js.map
