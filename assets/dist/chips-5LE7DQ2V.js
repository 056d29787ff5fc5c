import{a,b,c}from"./chunk-CDKVTZR4.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-5LE7DQ2V.js.map
