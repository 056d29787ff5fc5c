import{a,b,c}from"./chunk-PL24QKYF.js";import"./chunk-IF3P5NXB.js";import"./chunk-7ZPFIG44.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-V6PXQCY5.js.map
