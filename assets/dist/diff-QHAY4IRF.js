import{a}from"./chunk-MSWUD6D5.js";import"./chunk-S2JMS5C2.js";import"./chunk-3KO2SH2W.js";export{a as differences};
//# sourceMappingURL=diff-QHAY4IRF.js.map
