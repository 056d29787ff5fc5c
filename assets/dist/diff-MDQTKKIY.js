import{a}from"./chunk-AYQJ62C4.js";import"./chunk-ENNQXXH3.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{a as differences};
//# sourceMappingURL=diff-MDQTKKIY.js.map
