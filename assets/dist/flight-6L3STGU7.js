import{a,b,c,d,e,f,g,h,i}from"./chunk-IHSXCCGD.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-6L3STGU7.js.map
