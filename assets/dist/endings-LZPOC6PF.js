import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-LZPOC6PF.js.map
