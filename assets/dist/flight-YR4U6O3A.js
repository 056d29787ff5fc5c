import{a,b,c,d,e,f,g,h,i}from"./chunk-J3UMBS3I.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-YR4U6O3A.js.map
