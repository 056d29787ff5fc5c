import{a,b,c,d,e,f,g,h,i}from"./chunk-KZMIDD2M.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-I5MSYZKS.js.map
