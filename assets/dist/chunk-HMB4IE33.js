import{o as c}from"./chunk-UAFB3SW6.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-HMB4IE33.js.map
