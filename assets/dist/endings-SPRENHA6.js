import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-SPRENHA6.js.map
