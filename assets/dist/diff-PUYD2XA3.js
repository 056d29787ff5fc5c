import{a}from"./chunk-3OTCKZCG.js";import"./chunk-QNXH3MBL.js";export{a as differences};
//# sourceMappingURL=diff-PUYD2XA3.js.map
