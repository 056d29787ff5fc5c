import{a}from"./chunk-Q3PVNY4Q.js";import"./chunk-ZWB32MSO.js";import"./chunk-RXJMJWY5.js";export{a as differences};
//# sourceMappingURL=diff-VBBGG6EO.js.map
