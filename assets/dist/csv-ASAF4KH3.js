import{a,b,c}from"./chunk-GDNSQBCF.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-ASAF4KH3.js.map
