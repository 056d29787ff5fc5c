import{a,b,c,d}from"./chunk-MOO2AG76.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-UPKXVHU6.js.map
