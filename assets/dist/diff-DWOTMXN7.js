import{a}from"./chunk-47GHORF7.js";import"./chunk-CIBV6NMZ.js";import"./chunk-U546ELSX.js";export{a as differences};
//# sourceMappingURL=diff-DWOTMXN7.js.map
