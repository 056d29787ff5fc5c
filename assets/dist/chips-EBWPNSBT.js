import{a,b,c}from"./chunk-OIGALBLA.js";import"./chunk-57BCAGYI.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-EBWPNSBT.js.map
