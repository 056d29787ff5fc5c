import{a,b,c,d,e,f,g,h,i,j}from"./chunk-4TB46O36.js";import"./chunk-DGNZIMWW.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,i as showView,j as showsView,g as uncover,h as uncoverLinked};
//# sourceMappingURL=flight-BZ45AGAA.js.map
