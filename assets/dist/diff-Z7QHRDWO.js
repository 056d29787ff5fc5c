import{a}from"./chunk-5KNE2TUP.js";import"./chunk-5F3XFVON.js";import"./chunk-D2D4ZHJH.js";export{a as differences};
//# sourceMappingURL=diff-Z7QHRDWO.js.map
