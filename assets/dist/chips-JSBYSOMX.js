import{a,b,c}from"./chunk-EVW55BSH.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-JSBYSOMX.js.map
