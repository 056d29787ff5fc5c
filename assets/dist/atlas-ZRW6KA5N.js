import{q as o}from"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-ZRW6KA5N.js.map
