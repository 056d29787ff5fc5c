<<<<<<<< HEAD:assets/dist/saying-7N6SGZGD.js
import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";function s(n,l){document.documentElement.lang=l;let o=(t="")=>{let e=n;for(let i of t.split("."))e=e?.[i];return typeof e=="string"?e:""},r=document.querySelectorAll("[data-word]");for(let t of r)t.textContent=o(t.dataset.word);let a=document.querySelectorAll("[data-word-title]");for(let t of a){let e=o(t.dataset.wordTitle);t.title&&(t.title=e),t.hasAttribute("aria-label")&&t.setAttribute("aria-label",e)}}export{s as sayShell};
//# sourceMappingURL=saying-7N6SGZGD.js.map
========
import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";function s(n,l){document.documentElement.lang=l;let o=(t="")=>{let e=n;for(let i of t.split("."))e=e?.[i];return typeof e=="string"?e:""},r=document.querySelectorAll("[data-word]");for(let t of r)t.textContent=o(t.dataset.word);let a=document.querySelectorAll("[data-word-title]");for(let t of a){let e=o(t.dataset.wordTitle);t.title&&(t.title=e),t.hasAttribute("aria-label")&&t.setAttribute("aria-label",e)}}export{s as sayShell};
//# sourceMappingURL=saying-U375VJUU.js.map
>>>>>>>> breaker:assets/dist/saying-U375VJUU.js
