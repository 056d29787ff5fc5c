import{a,b,c,d,e,f,g,h,i}from"./chunk-IBHNZND7.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-6NTITFH5.js.map
