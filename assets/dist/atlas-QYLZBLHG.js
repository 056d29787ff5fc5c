import{z as o}from"./chunk-YMAROBDR.js";import"./chunk-BW6N4D7L.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-QYLZBLHG.js.map
