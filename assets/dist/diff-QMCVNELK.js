import{a}from"./chunk-P3VMR7WL.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{a as differences};
//# sourceMappingURL=diff-QMCVNELK.js.map
