import{a,b,c,d,e,f,g,h,i}from"./chunk-V6VXAG3Q.js";import"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-63GBF7KM.js.map
