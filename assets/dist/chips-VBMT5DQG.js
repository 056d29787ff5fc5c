import{a,b,c}from"./chunk-F5YOELZH.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-VBMT5DQG.js.map
