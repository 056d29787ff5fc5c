import{z as o}from"./chunk-JBYGDPSL.js";import"./chunk-SE2EAJL5.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-PRHAKEJW.js.map
