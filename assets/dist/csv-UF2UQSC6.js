import{a,b,c}from"./chunk-7SND2BJX.js";import"./chunk-KHHQMYTS.js";import"./chunk-KXR7RE7V.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-UF2UQSC6.js.map
