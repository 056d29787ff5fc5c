import{a,b,c}from"./chunk-MNTDT4A3.js";import"./chunk-THXNZ2DG.js";import"./chunk-T2YY7HJR.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-UBKYXGIM.js.map
