import{g as r}from"./chunk-UAFB3SW6.js";import{P as t}from"./chunk-Z6V322NH.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-ZEVRV54P.js.map
