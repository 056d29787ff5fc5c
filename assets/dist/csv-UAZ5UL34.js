import{a,b,c}from"./chunk-YZ2KTM7R.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-UAZ5UL34.js.map
