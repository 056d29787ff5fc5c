import{a,b,c}from"./chunk-2KWT7N3J.js";import"./chunk-S2JMS5C2.js";import"./chunk-3KO2SH2W.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-6YGVVUMT.js.map
