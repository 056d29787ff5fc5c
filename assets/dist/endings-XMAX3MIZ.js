import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-XMAX3MIZ.js.map
