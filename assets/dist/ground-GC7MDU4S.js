import{a,b,c,d}from"./chunk-Q2Y5H3IJ.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-GC7MDU4S.js.map
