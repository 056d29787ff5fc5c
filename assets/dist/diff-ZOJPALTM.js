import{a}from"./chunk-QLBFUE2U.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{a as differences};
//# sourceMappingURL=diff-ZOJPALTM.js.map
