import{a,b,c}from"./chunk-DAJ4V25B.js";import"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-3CQRN7S5.js.map
