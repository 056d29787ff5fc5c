import{a,b,c}from"./chunk-6MNBQU4Y.js";import"./chunk-SMIN6RHA.js";import"./chunk-OOS7UHMW.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-2KJQAU3C.js.map
