import{a,b,c}from"./chunk-U26D3PG7.js";import"./chunk-EAZODMOG.js";import"./chunk-SEAS4EPW.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-46V6W5RB.js.map
