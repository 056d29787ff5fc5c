import{a,b,c,d,e,f,g,h,i}from"./chunk-F2C53FUI.js";import"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-W7VTUPVG.js.map
