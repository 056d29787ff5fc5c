import{a,b,c,d}from"./chunk-GVM6GQ2T.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-T5ZKV6BW.js.map
