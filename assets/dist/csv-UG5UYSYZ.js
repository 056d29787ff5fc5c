import{a,b,c}from"./chunk-WAG3ZJWI.js";import"./chunk-K4SGRHM3.js";import"./chunk-A5WEK76H.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-UG5UYSYZ.js.map
