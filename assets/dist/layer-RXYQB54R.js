import{a,b,c,d,e,f,g}from"./chunk-GBM3SNLG.js";import"./chunk-UOLK3TVC.js";import"./chunk-S7CL5LBN.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-RXYQB54R.js.map
