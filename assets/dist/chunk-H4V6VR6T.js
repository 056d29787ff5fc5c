import{o as c}from"./chunk-I4PDPNU2.js";function r(o,t,n={}){let f={...c(o),...t};o.set({dock:f,...n},"push")}export{r as a};
//# sourceMappingURL=chunk-H4V6VR6T.js.map
