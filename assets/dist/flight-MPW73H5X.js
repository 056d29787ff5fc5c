import{a,b,c,d,e,f,g,h,i}from"./chunk-SZPZBHDZ.js";import"./chunk-K4SGRHM3.js";import"./chunk-A5WEK76H.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-MPW73H5X.js.map
