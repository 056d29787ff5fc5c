import{a}from"./chunk-DTIRQGDE.js";import"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";export{a as differences};
//# sourceMappingURL=diff-BP7CZTEF.js.map
