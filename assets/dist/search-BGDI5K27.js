import{a,b,c,d,e,f,g,h,i}from"./chunk-77BBJ5XH.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-BGDI5K27.js.map
