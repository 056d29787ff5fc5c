import{a,b,c,d,e,f,g}from"./chunk-3FROODXZ.js";import"./chunk-UOLK3TVC.js";import"./chunk-TB3MWRAK.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-Y7XPJFDF.js.map
