<<<<<<<< HEAD:assets/dist/chunk-ZXG565C3.js
import{e as n,f as i,h as e}from"./chunk-H6GSD4ZR.js";function p(r,t){if(String(r.rotation??"")===String(t??""))return r;let[o,u,s,d]=n(i(e(r),r.rotation),t);return{...r,x0:o,y0:u,x1:s,y1:d,rotation:t}}export{p as a};
//# sourceMappingURL=chunk-ZXG565C3.js.map
========
import{e as n,f as i,h as e}from"./chunk-Z6V322NH.js";function p(r,t){if(String(r.rotation??"")===String(t??""))return r;let[o,u,s,d]=n(i(e(r),r.rotation),t);return{...r,x0:o,y0:u,x1:s,y1:d,rotation:t}}export{p as a};
//# sourceMappingURL=chunk-MXVJTEEP.js.map
>>>>>>>> breaker:assets/dist/chunk-MXVJTEEP.js
