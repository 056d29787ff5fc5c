import{a,b,c}from"./chunk-MKZGC5BH.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-2KYBTLAK.js.map
