import{x as o}from"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-G6L642FY.js.map
