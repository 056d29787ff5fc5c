import{a,b,c,d}from"./chunk-N6UPSM4G.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-4GZ3HB4W.js.map
