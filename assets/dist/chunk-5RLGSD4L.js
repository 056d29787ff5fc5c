import{g as r}from"./chunk-754WMVSR.js";import{P as t}from"./chunk-NQMK3665.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-5RLGSD4L.js.map
