import{a,b,c,d}from"./chunk-7PBX4DJ5.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-WIZZUAKD.js.map
