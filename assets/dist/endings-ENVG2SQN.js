import{a as t}from"./chunk-5JUUICGR.js";import"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";var i=[...Object.values(t.endings).flat(),...t.packed];export{i as ENDINGS};
//# sourceMappingURL=endings-ENVG2SQN.js.map
