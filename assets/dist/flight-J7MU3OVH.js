import{a,b,c,d,e,f,g,h,i}from"./chunk-X7NHR46T.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-J7MU3OVH.js.map
