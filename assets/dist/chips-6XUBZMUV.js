import{a,b,c}from"./chunk-DYH4J2BC.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-6XUBZMUV.js.map
