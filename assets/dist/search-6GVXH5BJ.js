import{a,b,c,d,e,f,g,h,i}from"./chunk-LQ4AZQEQ.js";import"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-6GVXH5BJ.js.map
