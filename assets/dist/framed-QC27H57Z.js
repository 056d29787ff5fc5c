import{a,b}from"./chunk-Z32F52JT.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{a as address,b as framed};
//# sourceMappingURL=framed-QC27H57Z.js.map
