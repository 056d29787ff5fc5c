import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-PEFLZM6F.js.map
