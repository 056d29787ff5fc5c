import{a}from"./chunk-SL4AGDPI.js";import"./chunk-WO57NHAO.js";export{a as differences};
//# sourceMappingURL=diff-IGU5ALIY.js.map
