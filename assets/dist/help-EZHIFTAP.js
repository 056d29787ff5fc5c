<<<<<<<< HEAD:assets/dist/help-EZHIFTAP.js
import{a as m}from"./chunk-QRSLFTWG.js";import{c as h}from"./chunk-LBB7PFUL.js";import{L as i,N as p,P as e,R as n}from"./chunk-H6GSD4ZR.js";function v({data:o,words:s}){let a=m("help");e("help-methods").setAttribute("href",h("methods")),e("help-data").textContent=p(s.help.data,{version:o.version,horizon:n(o.horizon)});let l=(t,r)=>{e(t).replaceChildren(...r.map(d=>i("li",{},d))),e(`${t}-title`).hidden=!r.length};return l("help-gaps",o.not_covered.map(({text:t})=>t)),l("help-plans",o.plans),()=>a.showModal()}export{v as helpDialog};
//# sourceMappingURL=help-EZHIFTAP.js.map
========
import{a as m}from"./chunk-ZEVRV54P.js";import{c as h}from"./chunk-UAFB3SW6.js";import{L as i,N as p,P as e,R as n}from"./chunk-Z6V322NH.js";function v({data:o,words:s}){let a=m("help");e("help-methods").setAttribute("href",h("methods")),e("help-data").textContent=p(s.help.data,{version:o.version,horizon:n(o.horizon)});let l=(t,r)=>{e(t).replaceChildren(...r.map(d=>i("li",{},d))),e(`${t}-title`).hidden=!r.length};return l("help-gaps",o.not_covered.map(({text:t})=>t)),l("help-plans",o.plans),()=>a.showModal()}export{v as helpDialog};
//# sourceMappingURL=help-XHNVB6PI.js.map
>>>>>>>> breaker:assets/dist/help-XHNVB6PI.js
