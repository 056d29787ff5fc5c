import{a,b,c}from"./chunk-7UZ2MV6J.js";import"./chunk-M6EWYVLE.js";import"./chunk-U546ELSX.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-ZTP2LA5I.js.map
