import{a,b,c,d,e,f,g,h,i}from"./chunk-Q44WGNXF.js";import"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-MIEI6G3B.js.map
