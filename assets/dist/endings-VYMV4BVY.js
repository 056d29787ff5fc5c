import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-VYMV4BVY.js.map
