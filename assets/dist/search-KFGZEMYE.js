import{a,b,c,d,e,f,g,h,i}from"./chunk-UX4IPAY6.js";import"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-KFGZEMYE.js.map
