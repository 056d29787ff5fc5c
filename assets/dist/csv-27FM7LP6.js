import{a,b,c}from"./chunk-HXQ4AFBE.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-27FM7LP6.js.map
