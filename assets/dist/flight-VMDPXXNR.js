import{a,b,c,d,e,f,g,h,i}from"./chunk-23GVPOH6.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-VMDPXXNR.js.map
