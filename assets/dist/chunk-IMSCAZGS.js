import{o as c}from"./chunk-RS4MXLUN.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-IMSCAZGS.js.map
