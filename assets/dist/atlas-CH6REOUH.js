import{r as o}from"./chunk-KHHQMYTS.js";import"./chunk-KXR7RE7V.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-CH6REOUH.js.map
