import{a}from"./chunk-47GHORF7.js";import"./chunk-M6EWYVLE.js";import"./chunk-U546ELSX.js";export{a as differences};
//# sourceMappingURL=diff-IQPABDX3.js.map
