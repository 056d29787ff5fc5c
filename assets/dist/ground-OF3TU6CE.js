import{a,b,c,d}from"./chunk-2LOYUFK3.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-OF3TU6CE.js.map
