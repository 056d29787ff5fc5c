import{a,b}from"./chunk-35EM2GNA.js";import"./chunk-CNMDSXJP.js";import"./chunk-UOLK3TVC.js";import"./chunk-DXYNARLY.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{a as keptFree,b as layer};
//# sourceMappingURL=layer-YIBGQZVW.js.map
