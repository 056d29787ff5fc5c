import{a,b,c,d,e,f,g,h,i}from"./chunk-GYVBAXLD.js";import"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-NLGBHA7T.js.map
