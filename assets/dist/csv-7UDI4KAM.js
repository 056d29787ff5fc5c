import{a,b,c}from"./chunk-AG2XGWMD.js";import"./chunk-KU46CS22.js";import"./chunk-GM2NVDE7.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-7UDI4KAM.js.map
