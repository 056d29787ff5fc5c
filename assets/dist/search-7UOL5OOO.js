import{a,b,c,d,e,f,g}from"./chunk-MR4LAGWL.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-7UOL5OOO.js.map
