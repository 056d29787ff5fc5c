import{a,b,c,d,e,f,g}from"./chunk-SVO7VF6O.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-2ZQGCJ6U.js.map
