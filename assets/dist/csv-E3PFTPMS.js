import{a,b,c}from"./chunk-RG6UO5P5.js";import"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-E3PFTPMS.js.map
