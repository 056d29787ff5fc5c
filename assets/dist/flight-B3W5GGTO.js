import{a,b,c,d,e,f,g,h,i}from"./chunk-47EJIW26.js";import"./chunk-MSOMHDH3.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-B3W5GGTO.js.map
