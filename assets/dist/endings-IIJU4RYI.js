import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-IIJU4RYI.js.map
