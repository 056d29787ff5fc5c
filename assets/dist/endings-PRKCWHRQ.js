import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-PRKCWHRQ.js.map
