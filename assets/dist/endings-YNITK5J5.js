import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-YNITK5J5.js.map
