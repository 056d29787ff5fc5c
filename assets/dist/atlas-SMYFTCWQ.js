import{u as o}from"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-SMYFTCWQ.js.map
