import{a}from"./chunk-P3AP2AWR.js";import"./chunk-K4SGRHM3.js";import"./chunk-A5WEK76H.js";export{a as differences};
//# sourceMappingURL=diff-LHLQBMHP.js.map
