import{a,b,c,d}from"./chunk-UODVHH5X.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-ORCCEPD5.js.map
