import{a,b,c,d}from"./chunk-5S6HIN4N.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-KOZJXVJE.js.map
