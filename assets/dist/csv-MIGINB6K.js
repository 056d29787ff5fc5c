import{a,b,c}from"./chunk-AF6PYMTB.js";import"./chunk-4HCCQ2JX.js";import"./chunk-BKMRZZIM.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-MIGINB6K.js.map
