import{a,b,c,d}from"./chunk-7CL2HZA4.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-R4G35K5Z.js.map
