import{a,b,c,d,e,f,g,h,i}from"./chunk-WS5HBM52.js";import"./chunk-PVCGAAGX.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-EF2AOECH.js.map
