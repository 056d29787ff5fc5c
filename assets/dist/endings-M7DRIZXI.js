import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-M7DRIZXI.js.map
