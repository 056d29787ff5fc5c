import{a,b,c,d,e,f,g,h,i}from"./chunk-WLN4UNXR.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-TLQTYXLH.js.map
