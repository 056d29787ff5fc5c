import{a,b,c,d}from"./chunk-FLLAEATM.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-XT63ZYWU.js.map
