import{a,b,c}from"./chunk-WEUALUXL.js";import"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-URWSVOM6.js.map
