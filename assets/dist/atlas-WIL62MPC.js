import{r as o}from"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-WIL62MPC.js.map
