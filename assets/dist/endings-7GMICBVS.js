import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-7GMICBVS.js.map
