import{a,b,c}from"./chunk-H5WGZMEZ.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-BAK2SIR3.js.map
