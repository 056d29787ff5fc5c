import{a}from"./chunk-WA4ESRQU.js";import"./chunk-4KGUYAAR.js";import"./chunk-LAE53OLL.js";export{a as differences};
//# sourceMappingURL=diff-WTWD2RP7.js.map
