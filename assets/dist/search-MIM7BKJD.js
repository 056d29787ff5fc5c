import{a,b,c,d,e,f,g,h,i}from"./chunk-TRYP6ALB.js";import"./chunk-GPOBD3KE.js";import"./chunk-66XWQUCK.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-MIM7BKJD.js.map
