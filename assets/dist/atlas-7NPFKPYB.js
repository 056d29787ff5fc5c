import{r as o}from"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-7NPFKPYB.js.map
