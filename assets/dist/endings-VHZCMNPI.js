import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-VHZCMNPI.js.map
