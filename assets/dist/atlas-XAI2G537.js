import{z as o}from"./chunk-6W223HQH.js";import"./chunk-SE2EAJL5.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-XAI2G537.js.map
