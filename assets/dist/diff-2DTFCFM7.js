import{a}from"./chunk-SSJBDHPE.js";import"./chunk-EAZODMOG.js";import"./chunk-SEAS4EPW.js";export{a as differences};
//# sourceMappingURL=diff-2DTFCFM7.js.map
