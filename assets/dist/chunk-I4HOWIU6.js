import{g as r}from"./chunk-WHTFBLY5.js";import{Q as t}from"./chunk-NPPPJCT4.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-I4HOWIU6.js.map
