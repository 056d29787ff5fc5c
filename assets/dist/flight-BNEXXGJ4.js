import{a,b,c,d,e,f,g,h,i}from"./chunk-73KPTAGI.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-BNEXXGJ4.js.map
