import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-3FL75VW4.js.map
