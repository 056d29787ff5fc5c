import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-SSPYKKGK.js.map
