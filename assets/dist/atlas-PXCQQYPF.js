import{r as o}from"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-PXCQQYPF.js.map
