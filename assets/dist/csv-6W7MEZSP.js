import{a,b,c}from"./chunk-DDFQMUXL.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-6W7MEZSP.js.map
