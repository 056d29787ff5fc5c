import{a,b,c,d,e,f,g}from"./chunk-MWN2Y7YJ.js";import"./chunk-UOLK3TVC.js";import"./chunk-YVMZWHPQ.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-P2ZZ6LKY.js.map
