import{o as c}from"./chunk-WHTFBLY5.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-KSL23W74.js.map
