import{z as o}from"./chunk-M6EWYVLE.js";import"./chunk-U546ELSX.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-46GWJHML.js.map
