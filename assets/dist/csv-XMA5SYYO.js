import{a,b,c}from"./chunk-3WMIPZXO.js";import"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-XMA5SYYO.js.map
