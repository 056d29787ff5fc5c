import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-BSO7WU43.js.map
