import{a,b,c}from"./chunk-TCVOGTND.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-L7NPTBWL.js.map
