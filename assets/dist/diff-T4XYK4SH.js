import{a}from"./chunk-YYJ6SRRR.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{a as differences};
//# sourceMappingURL=diff-T4XYK4SH.js.map
