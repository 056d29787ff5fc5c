import{a,b,c,d}from"./chunk-K2GZMXNP.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-PIWXG3TZ.js.map
