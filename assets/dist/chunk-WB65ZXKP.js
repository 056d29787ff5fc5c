import{g as r}from"./chunk-EHKJFOOH.js";import{Q as t}from"./chunk-KR7OAQMV.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-WB65ZXKP.js.map
