<<<<<<<< HEAD:assets/dist/chunk-Z32F52JT.js
import{c as o}from"./chunk-LBB7PFUL.js";import{L as n,P as l}from"./chunk-H6GSD4ZR.js";var s=(e,r)=>{let t=new URL(o(r));return t.search=new URL(e.url()).search,t.href};function m(e){let r=n("a",{className:"embed-link",target:"_blank",rel:"noopener",title:e.words.embed.full},e.data.title);l("telling").prepend(n("h1",{className:"embed-title"},r));let t=()=>{r.href=s(e,"")};e.listen("rest",t),r.addEventListener("pointerdown",t),t()}export{s as a,m as b};
//# sourceMappingURL=chunk-Z32F52JT.js.map
========
import{c as o}from"./chunk-UAFB3SW6.js";import{L as n,P as l}from"./chunk-Z6V322NH.js";var s=(e,r)=>{let t=new URL(o(r));return t.search=new URL(e.url()).search,t.href};function m(e){let r=n("a",{className:"embed-link",target:"_blank",rel:"noopener",title:e.words.embed.full},e.data.title);l("telling").prepend(n("h1",{className:"embed-title"},r));let t=()=>{r.href=s(e,"")};e.listen("rest",t),r.addEventListener("pointerdown",t),t()}export{s as a,m as b};
//# sourceMappingURL=chunk-ZB6TU5HG.js.map
>>>>>>>> breaker:assets/dist/chunk-ZB6TU5HG.js
