import{s as a,t as b,u as c}from"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-UL45M4L2.js.map
