import{r as o}from"./chunk-5CN7VPW7.js";import"./chunk-FWSUGNBT.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-XQEI476C.js.map
