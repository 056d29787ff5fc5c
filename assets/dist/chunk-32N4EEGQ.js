import{g as r}from"./chunk-IJAOQH6G.js";import{P as t}from"./chunk-23QGFTXE.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-32N4EEGQ.js.map
