import{a,b,c}from"./chunk-BLE66IKX.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-MZVXDILI.js.map
