import{a,b,c,d,e,f,g}from"./chunk-UGOANX7J.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{e as Index,f as choose,g as dayOf,b as edits,a as fold,c as months,d as readSpan};
//# sourceMappingURL=search-4MTH7NFI.js.map
