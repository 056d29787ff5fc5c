import{a,b,c,d,e,f,g}from"./chunk-7GK2U2XN.js";import"./chunk-UOLK3TVC.js";import"./chunk-SEH3A3JQ.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-DPEVA4SR.js.map
