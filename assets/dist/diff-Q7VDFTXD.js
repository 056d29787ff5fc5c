import{a}from"./chunk-47GHORF7.js";import"./chunk-LLSADZFF.js";import"./chunk-U546ELSX.js";export{a as differences};
//# sourceMappingURL=diff-Q7VDFTXD.js.map
