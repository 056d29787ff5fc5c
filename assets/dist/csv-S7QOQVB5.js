import{a,b,c}from"./chunk-K4L5IW3X.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-S7QOQVB5.js.map
