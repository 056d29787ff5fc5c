import{a,b,c,d}from"./chunk-IUVF42TH.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-DPPMUXFW.js.map
