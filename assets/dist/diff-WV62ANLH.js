import{a}from"./chunk-P6OWCMUW.js";import"./chunk-SMIN6RHA.js";import"./chunk-OOS7UHMW.js";export{a as differences};
//# sourceMappingURL=diff-WV62ANLH.js.map
