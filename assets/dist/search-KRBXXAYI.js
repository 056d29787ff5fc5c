import{a,b,c,d,e,f,g,h,i}from"./chunk-XOPG22AO.js";import"./chunk-2MDFJHP6.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-KRBXXAYI.js.map
