import{a as o,r as t}from"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";var n=async(...r)=>(await import("./alone-RQNYQ2EI.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-ZT6UR6QB.js.map
