import{a,b,c,d,e,f,g,h,i}from"./chunk-7E6CHRRS.js";import"./chunk-SMIN6RHA.js";import"./chunk-OOS7UHMW.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-ABNVOVMU.js.map
