import{a}from"./chunk-42FZIZCL.js";import"./chunk-ENNQXXH3.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{a as differences};
//# sourceMappingURL=diff-B6GXGKEM.js.map
