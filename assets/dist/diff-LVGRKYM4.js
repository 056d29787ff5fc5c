import{a}from"./chunk-SSJBDHPE.js";import"./chunk-LLTWOKZJ.js";import"./chunk-SEAS4EPW.js";export{a as differences};
//# sourceMappingURL=diff-LVGRKYM4.js.map
