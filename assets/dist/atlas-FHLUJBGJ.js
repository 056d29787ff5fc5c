import{z as o}from"./chunk-3MQRZZ3S.js";import"./chunk-VOPCONPQ.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-FHLUJBGJ.js.map
