import{a as o,r as t}from"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";var n=async(...r)=>(await import("./alone-U4ECHSKT.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-IPKSEMBK.js.map
