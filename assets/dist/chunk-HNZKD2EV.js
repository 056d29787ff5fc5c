import{g as r}from"./chunk-WYWENTKP.js";import{Q as t}from"./chunk-A45ZHA3S.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-HNZKD2EV.js.map
