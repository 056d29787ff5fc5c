import{a}from"./chunk-QOWA7N5W.js";import"./chunk-GPOBD3KE.js";import"./chunk-66XWQUCK.js";export{a as differences};
//# sourceMappingURL=diff-AMKZ2MGV.js.map
