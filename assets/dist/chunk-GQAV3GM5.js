import{o as c}from"./chunk-QMAJ736N.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-GQAV3GM5.js.map
