import{a,b,c}from"./chunk-6PEHZH2O.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-QTSAW5LK.js.map
