import{a as o,r as t}from"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";var n=async(...r)=>(await import("./alone-WCNGPBZE.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-U4J2HE5S.js.map
