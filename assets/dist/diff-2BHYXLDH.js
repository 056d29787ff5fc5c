import{a}from"./chunk-RBZT2QNC.js";import"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";export{a as differences};
//# sourceMappingURL=diff-2BHYXLDH.js.map
