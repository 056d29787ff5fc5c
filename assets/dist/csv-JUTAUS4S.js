import{a,b,c}from"./chunk-RIJCNIES.js";import"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-JUTAUS4S.js.map
