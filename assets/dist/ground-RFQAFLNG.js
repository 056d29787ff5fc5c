import{a,b,c,d}from"./chunk-2OTQYYVA.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-RFQAFLNG.js.map
