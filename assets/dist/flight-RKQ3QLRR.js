import{a,b,c,d,e,f,g,h,i}from"./chunk-SGTKJDQU.js";import"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-RKQ3QLRR.js.map
