import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-4KWA3LCD.js.map
