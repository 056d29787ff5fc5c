import{g as r}from"./chunk-RS4MXLUN.js";import{Q as t}from"./chunk-QMQUB7PI.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-XPKDCQJ5.js.map
