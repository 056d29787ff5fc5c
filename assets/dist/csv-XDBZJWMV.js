import{a,b,c}from"./chunk-RZ4LAAUX.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-XDBZJWMV.js.map
