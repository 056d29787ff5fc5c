import{a,b,c,d,e,f,g,h,i}from"./chunk-HPU3KQTR.js";import"./chunk-ZXG565C3.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-YC5ZJDML.js.map
