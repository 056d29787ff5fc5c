import{a,b,c,d}from"./chunk-DGWNMW5T.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-4GLRSCKX.js.map
