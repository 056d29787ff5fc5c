import{da as r}from"./chunk-WO57NHAO.js";r();
//# sourceMappingURL=atlas-N7RZ5AZO.js.map
