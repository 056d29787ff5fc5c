import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-4JW7HL2Y.js.map
