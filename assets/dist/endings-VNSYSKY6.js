import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-VNSYSKY6.js.map
