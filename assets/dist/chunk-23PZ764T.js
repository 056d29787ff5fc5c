import{g as r}from"./chunk-QMAJ736N.js";import{P as t}from"./chunk-F7CJX7RB.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-23PZ764T.js.map
