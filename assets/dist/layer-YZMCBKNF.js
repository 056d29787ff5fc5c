import{a,b}from"./chunk-5YCTNW6K.js";import"./chunk-MSDPIBXM.js";import"./chunk-UOLK3TVC.js";import"./chunk-JVMM7VUE.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{a as keptFree,b as layer};
//# sourceMappingURL=layer-YZMCBKNF.js.map
