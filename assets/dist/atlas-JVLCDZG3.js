import{u as o}from"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-JVLCDZG3.js.map
