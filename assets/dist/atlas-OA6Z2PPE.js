import{r as o}from"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-OA6Z2PPE.js.map
