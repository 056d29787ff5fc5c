import{a,b,c}from"./chunk-KMZCT5QM.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-JOSG5C63.js.map
