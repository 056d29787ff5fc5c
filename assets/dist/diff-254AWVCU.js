import{a}from"./chunk-WFIYJWXO.js";import"./chunk-IF3P5NXB.js";import"./chunk-7ZPFIG44.js";export{a as differences};
//# sourceMappingURL=diff-254AWVCU.js.map
