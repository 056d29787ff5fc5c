import{o as c}from"./chunk-754WMVSR.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-VZVPTL2T.js.map
