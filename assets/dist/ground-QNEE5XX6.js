import{a,b,c,d}from"./chunk-ANXIWJ6T.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-QNEE5XX6.js.map
