import{a}from"./chunk-LQLUCECP.js";import"./chunk-KHHQMYTS.js";import"./chunk-KXR7RE7V.js";export{a as differences};
//# sourceMappingURL=diff-HNHMC5JM.js.map
