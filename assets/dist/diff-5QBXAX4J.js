import{a}from"./chunk-YOUKO6UR.js";import"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";export{a as differences};
//# sourceMappingURL=diff-5QBXAX4J.js.map
