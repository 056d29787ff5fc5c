import{a as o,r as t}from"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";var n=async(...r)=>(await import("./alone-7EIOMQQT.js")).drawPicture(...r),a=t(o?n:null);export{a as mount};
//# sourceMappingURL=atlas-QM33PHVF.js.map
