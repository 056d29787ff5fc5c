import{a,b,c}from"./chunk-EMR5CUAK.js";import"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-6QPHPI7P.js.map
