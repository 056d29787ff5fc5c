import{q as o}from"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-7QIW2KNV.js.map
