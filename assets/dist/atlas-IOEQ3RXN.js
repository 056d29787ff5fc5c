import{da as r}from"./chunk-QNXH3MBL.js";r();
//# sourceMappingURL=atlas-IOEQ3RXN.js.map
