import{a,b,c,d,e,f,g,h,i}from"./chunk-V5YRNIVM.js";import"./chunk-MXVJTEEP.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-UBYMBYWZ.js.map
