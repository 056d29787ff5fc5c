import{a,b,c}from"./chunk-IWLVZ6NX.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-RXWZIQTK.js.map
