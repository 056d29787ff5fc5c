import{s as a,t as b,u as c}from"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-2TUOJ4XU.js.map
