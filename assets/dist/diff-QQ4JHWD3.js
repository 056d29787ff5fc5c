import{a}from"./chunk-AMP3DZQ4.js";import"./chunk-KU46CS22.js";import"./chunk-GM2NVDE7.js";export{a as differences};
//# sourceMappingURL=diff-QQ4JHWD3.js.map
