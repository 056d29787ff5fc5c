import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-EHD4MDZ4.js.map
