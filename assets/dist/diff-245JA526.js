import{a}from"./chunk-EWYD3S4G.js";import"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";export{a as differences};
//# sourceMappingURL=diff-245JA526.js.map
