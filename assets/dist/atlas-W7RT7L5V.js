import{a as o,s as t}from"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";var n=async(...r)=>(await import("./alone-BOJZLTOP.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-W7RT7L5V.js.map
