import{a,b,c,d}from"./chunk-3II7KJBQ.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-IR5VK4PY.js.map
