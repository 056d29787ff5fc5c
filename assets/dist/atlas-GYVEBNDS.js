import{a as o,r as t}from"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";var n=async(...r)=>(await import("./alone-DT55ZLSX.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-GYVEBNDS.js.map
