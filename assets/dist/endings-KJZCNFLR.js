import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-KJZCNFLR.js.map
