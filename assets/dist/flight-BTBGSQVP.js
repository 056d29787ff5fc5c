import{a,b,c,d,e,f,g,h,i}from"./chunk-WJHIPTUQ.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-BTBGSQVP.js.map
