import{a,b,c}from"./chunk-LQRUWF6J.js";import"./chunk-XQNMFYFO.js";import"./chunk-JOCABUX4.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-PW7YIQWM.js.map
