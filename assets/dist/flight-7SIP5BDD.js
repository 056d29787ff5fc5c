import{a,b,c,d,e,f,g,h,i}from"./chunk-GQWCAVUP.js";import"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-7SIP5BDD.js.map
