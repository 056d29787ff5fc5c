import{a}from"./chunk-LS7G66OG.js";import"./chunk-ENNQXXH3.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{a as differences};
//# sourceMappingURL=diff-EGSCRNA3.js.map
