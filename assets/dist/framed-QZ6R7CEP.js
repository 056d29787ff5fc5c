import{a,b}from"./chunk-HDGNV26O.js";import"./chunk-QMAJ736N.js";import"./chunk-F7CJX7RB.js";export{a as address,b as framed};
//# sourceMappingURL=framed-QZ6R7CEP.js.map
