import{a,b,c}from"./chunk-WZNSGRBW.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-O2PF27J7.js.map
