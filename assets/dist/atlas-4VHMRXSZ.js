import{r as o}from"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-4VHMRXSZ.js.map
