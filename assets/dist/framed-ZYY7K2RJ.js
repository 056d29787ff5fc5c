import{a,b}from"./chunk-BTOOCV64.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{a as address,b as framed};
//# sourceMappingURL=framed-ZYY7K2RJ.js.map
