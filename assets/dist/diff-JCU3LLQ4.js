import{a}from"./chunk-ZCQ4BCBM.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{a as differences};
//# sourceMappingURL=diff-JCU3LLQ4.js.map
