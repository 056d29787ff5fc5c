import{a}from"./chunk-KS3GCHI2.js";import"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";export{a as differences};
//# sourceMappingURL=diff-RFQNSBF5.js.map
