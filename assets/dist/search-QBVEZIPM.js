import{a,b,c,d,e,f,g,h,i}from"./chunk-T45BGFDY.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-QBVEZIPM.js.map
