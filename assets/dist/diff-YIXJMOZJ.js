import{a}from"./chunk-VC3ASXB5.js";import"./chunk-E5UNHHVY.js";import"./chunk-SE2EAJL5.js";export{a as differences};
//# sourceMappingURL=diff-YIXJMOZJ.js.map
