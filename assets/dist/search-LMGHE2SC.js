import{a,b,c,d,e,f,g,h,i}from"./chunk-W42L6CA4.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-LMGHE2SC.js.map
