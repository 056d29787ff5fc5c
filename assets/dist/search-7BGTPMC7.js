import{a,b,c,d,e,f,g,h,i}from"./chunk-M7KWEDA6.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-7BGTPMC7.js.map
