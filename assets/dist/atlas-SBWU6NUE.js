import{q as o}from"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-SBWU6NUE.js.map
