import{a,b,c,d,e,f,g}from"./chunk-I2A5UKJ6.js";import"./chunk-UOLK3TVC.js";import"./chunk-BT4URSKU.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-VOVQM5NX.js.map
