import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-ZZCK64A7.js.map
