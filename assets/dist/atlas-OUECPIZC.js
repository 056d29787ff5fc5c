import{q as o}from"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-OUECPIZC.js.map
