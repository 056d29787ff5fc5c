import{a as o,r as t}from"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";var n=async(...r)=>(await import("./alone-VWEOUWKP.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-A2HMSTFS.js.map
