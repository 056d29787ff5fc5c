import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-DANKVV5N.js.map
