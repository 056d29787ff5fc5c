import{a,b,c}from"./chunk-MH5ZJMRO.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-T7PU7RNS.js.map
