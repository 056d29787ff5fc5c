import{u as o}from"./chunk-KZ66S4YC.js";import"./chunk-YF2JLI5D.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-5D2Q64TY.js.map
