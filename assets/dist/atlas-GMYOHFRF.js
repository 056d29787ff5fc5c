import{z as o}from"./chunk-CIBV6NMZ.js";import"./chunk-U546ELSX.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-GMYOHFRF.js.map
