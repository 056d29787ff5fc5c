import{a,b,c,d,e,f,g}from"./chunk-5F7CV4CQ.js";import"./chunk-UOLK3TVC.js";import"./chunk-XS3T5MNS.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{e as drawnOn,f as keptFree,g as layer,d as ofView,b as outlineIn,c as sketcher,a as wide};
//# sourceMappingURL=layer-RKHBDYLD.js.map
