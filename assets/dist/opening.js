"use strict";(()=>{var o=document.getElementById("opens"),e=new URL(o.href);for(let[a,n]of new URLSearchParams(window.location.search))e.searchParams.set(a,n);window.location.replace(e.href);})();
//# sourceMappingURL=opening.js.map
