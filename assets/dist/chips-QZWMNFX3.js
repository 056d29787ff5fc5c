import{a,b,c}from"./chunk-HLN2C4SS.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-QZWMNFX3.js.map
