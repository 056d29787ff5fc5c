import{M as o}from"./chunk-HQRWS7SC.js";function c(t){if(typeof t=="number")return String(t);let n=t==null?"":String(t),e=/^[=+\-@\t\r]/.test(n)?`'${n}`:n;return/[",\r\n]/.test(e)?`"${e.replace(/"/g,'""')}"`:e}function p(t,n){return`\uFEFF${[t,...n].map(e=>e.map(c).join(",")).join(`\r
`)}\r
`}function s(t,n){let e=URL.createObjectURL(new Blob([n],{type:"text/csv;charset=utf-8"})),r=o("a",{href:e,download:t});document.body.append(r),r.click(),r.remove(),setTimeout(()=>URL.revokeObjectURL(e),1e3)}export{c as a,p as b,s as c};
//# sourceMappingURL=chunk-LQGTTIHY.js.map
