import{a as o,r as t}from"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";var n=async(...r)=>(await import("./alone-F37AUPV3.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-6XZXQE6D.js.map
