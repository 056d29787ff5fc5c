import{a}from"./chunk-MKCYZUXV.js";import"./chunk-XQNMFYFO.js";import"./chunk-JOCABUX4.js";export{a as differences};
//# sourceMappingURL=diff-FD25EB77.js.map
