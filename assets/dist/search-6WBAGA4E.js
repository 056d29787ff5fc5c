import{a,b,c,d,e,f,g,h,i}from"./chunk-NQEG2W4H.js";import"./chunk-3MQRZZ3S.js";import"./chunk-VOPCONPQ.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-6WBAGA4E.js.map
