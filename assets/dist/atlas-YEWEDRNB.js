import{a as o,t}from"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";var n=async(...r)=>(await import("./alone-KBWYUNS5.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-YEWEDRNB.js.map
