import{a,b,c}from"./chunk-UYBYNGWE.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-N477EXWB.js.map
