import{a,b,c}from"./chunk-7L5MF6AS.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-CF3W3V6U.js.map
