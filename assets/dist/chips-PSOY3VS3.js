import{a,b,c}from"./chunk-PZRAWOBZ.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-PSOY3VS3.js.map
