import{a}from"./chunk-WCORYBDT.js";import"./chunk-4HCCQ2JX.js";import"./chunk-BKMRZZIM.js";export{a as differences};
//# sourceMappingURL=diff-JN7EBBSJ.js.map
