import{a,b,c,d,e,f,g}from"./chunk-PBFIUMTI.js";import"./chunk-UOLK3TVC.js";import"./chunk-TIYEDAZU.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-3U4AGPSY.js.map
