import{a,b,c,d,e,f,g,h,i}from"./chunk-NS3KVIBR.js";import"./chunk-LLSADZFF.js";import"./chunk-U546ELSX.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-4WUWDDUC.js.map
