import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-K2ILBEQY.js.map
