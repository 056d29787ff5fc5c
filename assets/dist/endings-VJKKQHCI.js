import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-VJKKQHCI.js.map
