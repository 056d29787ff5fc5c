import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-I4SE7UVH.js.map
