import{a,b,c,d}from"./chunk-MKPN3SQW.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-QM2K3HG4.js.map
