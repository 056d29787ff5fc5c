import{a,b,c}from"./chunk-ES2NFNLA.js";import"./chunk-ZWB32MSO.js";import"./chunk-RXJMJWY5.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-MBJQ7K3L.js.map
