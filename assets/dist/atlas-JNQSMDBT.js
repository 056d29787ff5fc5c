import{a as o,r as t}from"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";var n=async(...r)=>(await import("./alone-UC5B3SKV.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-JNQSMDBT.js.map
