import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-2LYQALCT.js.map
