import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-PG2H5WVO.js.map
