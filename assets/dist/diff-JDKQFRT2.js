import{a}from"./chunk-GYDBX6AU.js";import"./chunk-3MQRZZ3S.js";import"./chunk-VOPCONPQ.js";export{a as differences};
//# sourceMappingURL=diff-JDKQFRT2.js.map
