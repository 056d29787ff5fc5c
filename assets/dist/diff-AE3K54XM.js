import{a}from"./chunk-VC3ASXB5.js";import"./chunk-6W223HQH.js";import"./chunk-SE2EAJL5.js";export{a as differences};
//# sourceMappingURL=diff-AE3K54XM.js.map
