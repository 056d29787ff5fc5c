import{a}from"./chunk-2MTLNC2W.js";import"./chunk-THXNZ2DG.js";import"./chunk-T2YY7HJR.js";export{a as differences};
//# sourceMappingURL=diff-WXVNREQZ.js.map
