import{a}from"./chunk-AFNXDQ4X.js";import"./chunk-ENNQXXH3.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{a as differences};
//# sourceMappingURL=diff-CXXC7EJK.js.map
