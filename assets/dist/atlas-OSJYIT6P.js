import{x as o}from"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-OSJYIT6P.js.map
