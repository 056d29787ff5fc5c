import{a}from"./chunk-7T6VGYB7.js";import"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";export{a as differences};
//# sourceMappingURL=diff-EYXRFD5O.js.map
