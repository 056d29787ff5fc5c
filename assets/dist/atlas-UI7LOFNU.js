import{a as o,r as t}from"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";var n=async(...r)=>(await import("./alone-2MJGE5TC.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-UI7LOFNU.js.map
