import{a,b,c,d}from"./chunk-KDZR56IU.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-LDEG4UR7.js.map
