import{a}from"./chunk-IDATC5GZ.js";import"./chunk-CKJXKN4E.js";import"./chunk-4N7EW7NG.js";import"./chunk-NJAMLUCC.js";export{a as differences};
//# sourceMappingURL=diff-LKGQPDAJ.js.map
