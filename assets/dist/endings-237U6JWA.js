import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-237U6JWA.js.map
