import{a,b,c,d,e,f,g,h,i}from"./chunk-ATW52OJ6.js";import"./chunk-XQNMFYFO.js";import"./chunk-JOCABUX4.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-V6HDSI22.js.map
