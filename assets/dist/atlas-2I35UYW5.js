import{z as o}from"./chunk-S2JMS5C2.js";import"./chunk-3KO2SH2W.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-2I35UYW5.js.map
