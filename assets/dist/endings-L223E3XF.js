import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-L223E3XF.js.map
