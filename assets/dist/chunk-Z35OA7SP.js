import{e as n,f as i,h as e}from"./chunk-HQRWS7SC.js";function p(r,t){if(String(r.rotation??"")===String(t??""))return r;let[o,u,s,d]=n(i(e(r),r.rotation),t);return{...r,x0:o,y0:u,x1:s,y1:d,rotation:t}}export{p as a};
//# sourceMappingURL=chunk-Z35OA7SP.js.map
