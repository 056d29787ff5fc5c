import{z as o}from"./chunk-4HCCQ2JX.js";import"./chunk-BKMRZZIM.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-DIID77VM.js.map
