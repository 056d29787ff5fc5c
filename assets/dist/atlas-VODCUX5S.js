import{A as r}from"./chunk-LLTWOKZJ.js";import"./chunk-SEAS4EPW.js";r();
//# sourceMappingURL=atlas-VODCUX5S.js.map
