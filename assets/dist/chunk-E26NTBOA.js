import{g as r}from"./chunk-I4PDPNU2.js";import{P as t}from"./chunk-TFG3UZZY.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-E26NTBOA.js.map
