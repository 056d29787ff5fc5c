import{a,b,c}from"./chunk-UKHALKWV.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-FRSF32MI.js.map
