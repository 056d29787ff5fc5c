import{r as o}from"./chunk-K4SGRHM3.js";import"./chunk-A5WEK76H.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-EL4X2LRU.js.map
