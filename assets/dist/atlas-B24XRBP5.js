import{u as o}from"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-B24XRBP5.js.map
