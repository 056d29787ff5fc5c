import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-QB34CWVB.js.map
