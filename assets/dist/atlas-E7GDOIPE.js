import{r as o}from"./chunk-NZ2LRJHN.js";import"./chunk-RYOQ2XOF.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-E7GDOIPE.js.map
