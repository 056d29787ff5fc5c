import{z as o}from"./chunk-XQNMFYFO.js";import"./chunk-JOCABUX4.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-HXGVVDQE.js.map
