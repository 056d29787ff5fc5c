import{a,b,c,d,e,f,g,h,i}from"./chunk-35FEGR6W.js";import"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-R7Q34LAR.js.map
