import{a}from"./chunk-UTJ77KYL.js";import"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";export{a as differences};
//# sourceMappingURL=diff-ITBYRH6X.js.map
