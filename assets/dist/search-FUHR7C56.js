import{a,b,c,d,e,f,g,h,i}from"./chunk-D5RYTDFJ.js";import"./chunk-KU46CS22.js";import"./chunk-GM2NVDE7.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-FUHR7C56.js.map
