import{z as o}from"./chunk-THXNZ2DG.js";import"./chunk-T2YY7HJR.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-SPQ6JJEZ.js.map
