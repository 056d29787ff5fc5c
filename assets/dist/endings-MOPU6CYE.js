import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-MOPU6CYE.js.map
