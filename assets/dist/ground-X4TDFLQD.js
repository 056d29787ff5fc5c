import{a,b,c,d}from"./chunk-6EPE2AK4.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-X4TDFLQD.js.map
