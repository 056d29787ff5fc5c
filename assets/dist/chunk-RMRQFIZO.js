import{o as c}from"./chunk-LBB7PFUL.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-RMRQFIZO.js.map
