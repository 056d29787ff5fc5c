import{a,b,c,d,e,f,g,h,i}from"./chunk-OQFE7MUI.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-YTYZQPSL.js.map
