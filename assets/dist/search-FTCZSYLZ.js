import{a,b,c,d,e,f,g,h,i}from"./chunk-XF2FTUIH.js";import"./chunk-IF3P5NXB.js";import"./chunk-7ZPFIG44.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-FTCZSYLZ.js.map
