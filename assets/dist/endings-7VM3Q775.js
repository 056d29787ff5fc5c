import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-7VM3Q775.js.map
