import{a,b,c}from"./chunk-H4MZUTCN.js";import"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-RBXW5TMG.js.map
