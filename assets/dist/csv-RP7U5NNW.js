import{a,b,c}from"./chunk-VDDB47O4.js";import"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-RP7U5NNW.js.map
