import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-FA66AF4V.js.map
