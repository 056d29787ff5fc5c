import{a}from"./chunk-YAPK2T7K.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{a as differences};
//# sourceMappingURL=diff-5ESCFW4U.js.map
