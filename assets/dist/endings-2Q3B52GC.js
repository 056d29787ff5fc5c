import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-2Q3B52GC.js.map
