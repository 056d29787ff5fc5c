import{a,b,c,d,e,f,g,h,i}from"./chunk-2STY65Z6.js";import"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-GRZKBVNC.js.map
