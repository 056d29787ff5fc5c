import{ca as r}from"./chunk-2MDFJHP6.js";r();
//# sourceMappingURL=atlas-TFLUJK2H.js.map
