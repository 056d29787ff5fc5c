import{a,b,c,d,e,f,g,h,i}from"./chunk-5LXGTZPN.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-QSYC2E6Z.js.map
