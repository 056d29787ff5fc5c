import{z as o}from"./chunk-IF3P5NXB.js";import"./chunk-7ZPFIG44.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-5EMNY5XQ.js.map
