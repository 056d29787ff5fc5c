import{z as o}from"./chunk-KU46CS22.js";import"./chunk-GM2NVDE7.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-V4E5ML6E.js.map
