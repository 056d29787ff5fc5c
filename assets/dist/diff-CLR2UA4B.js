import{a}from"./chunk-OZ3V2OXM.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{a as differences};
//# sourceMappingURL=diff-CLR2UA4B.js.map
