import{a,b,c,d}from"./chunk-TNZBEZB4.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-W774FWEX.js.map
