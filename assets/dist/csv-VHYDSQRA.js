import{a,b,c}from"./chunk-KA4U6MPF.js";import"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-VHYDSQRA.js.map
