import{a}from"./chunk-ARDTMFDL.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{a as differences};
//# sourceMappingURL=diff-WGIQ5HP6.js.map
