import{a}from"./chunk-NNUHGADW.js";import"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";export{a as differences};
//# sourceMappingURL=diff-F77B65ZY.js.map
