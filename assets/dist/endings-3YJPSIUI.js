import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-3YJPSIUI.js.map
