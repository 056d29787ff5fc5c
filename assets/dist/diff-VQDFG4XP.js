import{a}from"./chunk-KJYXKFTD.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{a as differences};
//# sourceMappingURL=diff-VQDFG4XP.js.map
