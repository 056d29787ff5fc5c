import{a,b,c,d,e,f,g,h,i}from"./chunk-3D4ZV456.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-IGDTVQSE.js.map
