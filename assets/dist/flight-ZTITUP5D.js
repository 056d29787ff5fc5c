import{a,b,c,d,e,f,g,h,i}from"./chunk-N54X3HOO.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-ZTITUP5D.js.map
