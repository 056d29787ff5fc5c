import{a}from"./chunk-TU3KA4OS.js";import"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";export{a as differences};
//# sourceMappingURL=diff-HVU4QSSB.js.map
