import{a,b,c,d,e,f,g,h,i}from"./chunk-QXM3OTI4.js";import"./chunk-CKJXKN4E.js";import"./chunk-4N7EW7NG.js";import"./chunk-NJAMLUCC.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-D6GPLOG6.js.map
