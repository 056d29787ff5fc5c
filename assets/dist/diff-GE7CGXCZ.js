import{a}from"./chunk-4LWQEFF4.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{a as differences};
//# sourceMappingURL=diff-GE7CGXCZ.js.map
