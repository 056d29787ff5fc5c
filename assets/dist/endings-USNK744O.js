import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-USNK744O.js.map
