import{a,b,c,d,e,f,g,h,i}from"./chunk-WBQT5PUZ.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-QAJLXD2P.js.map
