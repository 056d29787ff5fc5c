import{a as o,r as t}from"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";var n=async(...r)=>(await import("./alone-4OZPLXLC.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-VZ6Y34PP.js.map
