import{u as o}from"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-F5YHDP2P.js.map
