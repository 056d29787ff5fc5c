import{a,b,c,d,e,f,g,h,i}from"./chunk-G66MDB5S.js";import"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";export{e as Index,f as choose,g as dayOf,d as edits,c as fold,h as months,a as normalise,i as readSpan,b as split};
//# sourceMappingURL=search-SR63T3T6.js.map
