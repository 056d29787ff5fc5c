import{a,b,c,d,e,f,g,h,i}from"./chunk-SPZ2GNNU.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-KTFPRBHJ.js.map
