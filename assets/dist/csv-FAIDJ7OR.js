import{a,b,c}from"./chunk-HIGOTISH.js";import"./chunk-5F3XFVON.js";import"./chunk-D2D4ZHJH.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-FAIDJ7OR.js.map
