import{a,b,c}from"./chunk-UYH4TDGL.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-VZ44CLY4.js.map
