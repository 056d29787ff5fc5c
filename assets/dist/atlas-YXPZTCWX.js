import{a as o,r as t}from"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";var n=async(...r)=>(await import("./alone-DJ3WMB4D.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-YXPZTCWX.js.map
