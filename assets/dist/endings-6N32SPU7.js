import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-6N32SPU7.js.map
