import{a,b,c}from"./chunk-D3XAWMLO.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-GPFZU477.js.map
