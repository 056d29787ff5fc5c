import{a,b,c}from"./chunk-V6BS45W6.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-SDHUZYRQ.js.map
