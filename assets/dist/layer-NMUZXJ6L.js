import{a,b,c,d,e,f,g}from"./chunk-TXBGPNCG.js";import"./chunk-UOLK3TVC.js";import"./chunk-PQ7MXRTC.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-NMUZXJ6L.js.map
