import{u as o}from"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-C6HLBN6N.js.map
