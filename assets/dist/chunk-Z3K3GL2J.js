import{o as c}from"./chunk-WC7LOMFX.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-Z3K3GL2J.js.map
