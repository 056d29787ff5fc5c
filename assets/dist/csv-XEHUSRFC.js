import{a,b,c}from"./chunk-34H6O53M.js";import"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-XEHUSRFC.js.map
