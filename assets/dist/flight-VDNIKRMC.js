import{a,b,c,d,e,f,g,h,i}from"./chunk-ZN2LG6TY.js";import"./chunk-QB2KNQLY.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-VDNIKRMC.js.map
