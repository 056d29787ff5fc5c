import{a,b,c}from"./chunk-CRZ6CBS4.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-PGXBFWIQ.js.map
