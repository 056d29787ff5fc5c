import{a}from"./chunk-SSJBDHPE.js";import"./chunk-RKZEWON5.js";import"./chunk-SEAS4EPW.js";export{a as differences};
//# sourceMappingURL=diff-KMO2WAXD.js.map
