import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-33CAAZ7N.js.map
