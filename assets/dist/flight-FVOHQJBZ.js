import{a,b,c,d,e,f,g,h,i}from"./chunk-DBR25VAD.js";import"./chunk-WGE5J375.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-FVOHQJBZ.js.map
