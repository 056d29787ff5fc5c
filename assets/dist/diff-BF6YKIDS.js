import{a}from"./chunk-HH7D6GGQ.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{a as differences};
//# sourceMappingURL=diff-BF6YKIDS.js.map
