import{ca as r}from"./chunk-3S27OMER.js";r();
//# sourceMappingURL=atlas-GGW5SE2W.js.map
