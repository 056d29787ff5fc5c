import{a}from"./chunk-BLLTTKWW.js";import"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";export{a as differences};
//# sourceMappingURL=diff-DUV54P3E.js.map
