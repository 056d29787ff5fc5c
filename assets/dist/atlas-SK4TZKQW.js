import{u as o}from"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-SK4TZKQW.js.map
