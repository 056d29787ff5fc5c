import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-IUYKK4NH.js.map
