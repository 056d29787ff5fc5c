import{a,b,c,d,e,f,g,h,i}from"./chunk-JWK4BMNG.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-GIKQFV3L.js.map
