import{a,b,c,d,e,f,g,h,i}from"./chunk-URGWY4HI.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-VOIBIE24.js.map
