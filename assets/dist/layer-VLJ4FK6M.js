import{a,b,c,d,e,f,g}from"./chunk-ZX43DY54.js";import"./chunk-UOLK3TVC.js";import"./chunk-JAW4B4RP.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-VLJ4FK6M.js.map
