import{x as o}from"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-CU7BBO53.js.map
