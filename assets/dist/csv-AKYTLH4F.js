import{a,b,c}from"./chunk-GJCP5R6A.js";import"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-AKYTLH4F.js.map
