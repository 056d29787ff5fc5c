import{a as t}from"./chunk-PACEXXZO.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-LFGRCTYF.js.map
