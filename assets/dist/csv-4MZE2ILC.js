import{a,b,c}from"./chunk-PAYM4YAM.js";import"./chunk-NJAMLUCC.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-4MZE2ILC.js.map
