import{a}from"./chunk-N5GRQWF4.js";import"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";export{a as differences};
//# sourceMappingURL=diff-3KJLT7TH.js.map
