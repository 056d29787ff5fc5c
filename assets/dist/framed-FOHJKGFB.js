import{a,b}from"./chunk-77UW7FVI.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{a as address,b as framed};
//# sourceMappingURL=framed-FOHJKGFB.js.map
