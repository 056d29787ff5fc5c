import{a,b,c,d}from"./chunk-3MWUL42T.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-GDL7Z2XB.js.map
