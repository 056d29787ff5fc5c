import{a,b,c,d}from"./chunk-EMDQTW4K.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-DCGFKJSV.js.map
