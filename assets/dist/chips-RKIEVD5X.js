import{a,b,c}from"./chunk-U34DQFMX.js";import"./chunk-NZZ4TQZK.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-RKIEVD5X.js.map
