import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-OANXCRP2.js.map
