import{a,b,c}from"./chunk-BRLFIKNW.js";import"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-XDTYDRN4.js.map
