import{a,b,c,d,e,f,g,h,i}from"./chunk-56IF5GMX.js";import"./chunk-KHHQMYTS.js";import"./chunk-KXR7RE7V.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-RM5ZF4WH.js.map
