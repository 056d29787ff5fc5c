import{x as o}from"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-KHA2WWJH.js.map
