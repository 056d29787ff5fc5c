import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-LQEFZHRL.js.map
