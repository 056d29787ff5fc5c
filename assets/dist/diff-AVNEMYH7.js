import{a}from"./chunk-QZPDO7RI.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{a as differences};
//# sourceMappingURL=diff-AVNEMYH7.js.map
