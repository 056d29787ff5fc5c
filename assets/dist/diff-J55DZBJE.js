import{a}from"./chunk-J5GLYS5G.js";import"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";export{a as differences};
//# sourceMappingURL=diff-J55DZBJE.js.map
