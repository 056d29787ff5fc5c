import{a,b}from"./chunk-3B34MG2V.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{a as address,b as framed};
//# sourceMappingURL=framed-ITKGI4X2.js.map
