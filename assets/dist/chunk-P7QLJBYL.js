import{g as r}from"./chunk-SF2FUJXP.js";import{R as t}from"./chunk-5IJI26BJ.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-P7QLJBYL.js.map
