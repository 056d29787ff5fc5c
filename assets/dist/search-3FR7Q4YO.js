import{a,b,c,d,e,f,g,h,i}from"./chunk-J3V7X5BG.js";import"./chunk-LLTWOKZJ.js";import"./chunk-SEAS4EPW.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-3FR7Q4YO.js.map
