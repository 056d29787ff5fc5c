import{a,b,c}from"./chunk-D6X4AEUM.js";import"./chunk-H2ZJ6I4N.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-ZHWGHGCZ.js.map
