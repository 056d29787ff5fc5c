import{a}from"./chunk-QTKB7F7E.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{a as differences};
//# sourceMappingURL=diff-LYT3BBMI.js.map
