import{a,b,c,d,e,f,g,h,i}from"./chunk-6744QZAK.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-VUBNXPOY.js.map
