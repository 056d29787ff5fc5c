import{a,b,c,d,e,f,g,h,i}from"./chunk-FK2KHIF2.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-X7ZHASH3.js.map
