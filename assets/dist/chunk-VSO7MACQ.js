import{o as c}from"./chunk-IJAOQH6G.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-VSO7MACQ.js.map
