import{a,b,c}from"./chunk-CJEJ2WKX.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-NEGGOIRP.js.map
