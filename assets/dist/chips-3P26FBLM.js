import{a,b,c}from"./chunk-UBTRV3WS.js";import"./chunk-G6CGHPUO.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-3P26FBLM.js.map
