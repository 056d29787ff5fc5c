import{g as r}from"./chunk-WC7LOMFX.js";import{Q as t}from"./chunk-HQRWS7SC.js";function l(o){let e=t(o);return t(`${o}-close`).addEventListener("click",()=>e.close()),e.addEventListener("close",r),e.addEventListener("click",c=>{c.target===e&&e.close()}),e}export{l as a};
//# sourceMappingURL=chunk-FMDL7QMK.js.map
