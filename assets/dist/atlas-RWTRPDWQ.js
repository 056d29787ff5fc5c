import{u as o}from"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-RWTRPDWQ.js.map
