import{a,b,c}from"./chunk-3BEBRFK7.js";import"./chunk-4WSSKT7O.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-5B6V7LAV.js.map
