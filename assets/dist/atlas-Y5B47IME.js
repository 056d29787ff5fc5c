import{z as o}from"./chunk-E5UNHHVY.js";import"./chunk-SE2EAJL5.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-Y5B47IME.js.map
