import{o as c}from"./chunk-EHKJFOOH.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-U5YUQIPV.js.map
