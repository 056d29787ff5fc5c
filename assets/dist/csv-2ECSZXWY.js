import{a,b,c}from"./chunk-YCFT4Z2X.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-2ECSZXWY.js.map
