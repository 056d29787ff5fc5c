import{A as r}from"./chunk-RKZEWON5.js";import"./chunk-SEAS4EPW.js";r();
//# sourceMappingURL=atlas-OEHPSOVP.js.map
