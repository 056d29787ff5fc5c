import{a,b,c,d,e,f,g,h,i}from"./chunk-6B6QUOYA.js";import"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-PUIPH5QM.js.map
