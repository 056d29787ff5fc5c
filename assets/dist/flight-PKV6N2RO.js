import{a,b,c,d,e,f,g,h,i}from"./chunk-CF4LLJ5X.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-PKV6N2RO.js.map
