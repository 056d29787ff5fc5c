import{a,b,c}from"./chunk-YFZCHITW.js";import"./chunk-3MQRZZ3S.js";import"./chunk-VOPCONPQ.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-UOOJCP4V.js.map
