import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-FV6CBMTK.js.map
