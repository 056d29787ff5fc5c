import{a,b,c,d,e,f,g}from"./chunk-KRBRONSH.js";import"./chunk-UOLK3TVC.js";import"./chunk-Z2QMKKVQ.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-OSNPRU4F.js.map
