import{g as r}from"./chunk-LBB7PFUL.js";import{P as t}from"./chunk-H6GSD4ZR.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-QRSLFTWG.js.map
