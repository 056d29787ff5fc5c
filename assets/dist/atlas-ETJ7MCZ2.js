import{r as o}from"./chunk-SMIN6RHA.js";import"./chunk-OOS7UHMW.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-ETJ7MCZ2.js.map
