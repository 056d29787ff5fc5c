import{z as r}from"./chunk-EAZODMOG.js";import"./chunk-SEAS4EPW.js";r();
//# sourceMappingURL=atlas-OVX4TDQZ.js.map
