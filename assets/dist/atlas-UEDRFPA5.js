import{u as o}from"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-UEDRFPA5.js.map
