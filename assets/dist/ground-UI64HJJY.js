import{a,b,c,d}from"./chunk-GSXE5X6I.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-UI64HJJY.js.map
