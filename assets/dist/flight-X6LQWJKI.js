import{a,b,c,d,e,f,g,h,i}from"./chunk-UAG2ICMZ.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-X6LQWJKI.js.map
