import{x as o}from"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-U4OXOY5F.js.map
