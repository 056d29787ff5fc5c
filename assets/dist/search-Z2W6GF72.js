import{a,b,c,d,e,f,g,h,i}from"./chunk-W6GEHDJZ.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-Z2W6GF72.js.map
