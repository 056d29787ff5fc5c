import{a,b,c,d}from"./chunk-4OQFCUNV.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-KPT4L62O.js.map
