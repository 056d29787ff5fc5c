import{A as o}from"./chunk-GPOBD3KE.js";import"./chunk-66XWQUCK.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-S5KPWUQC.js.map
