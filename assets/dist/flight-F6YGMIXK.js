import{a,b,c,d,e,f,g,h,i}from"./chunk-VRWU4GFC.js";import"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-F6YGMIXK.js.map
