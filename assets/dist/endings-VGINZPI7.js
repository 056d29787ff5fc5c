import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-VGINZPI7.js.map
