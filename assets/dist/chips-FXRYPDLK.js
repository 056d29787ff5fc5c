import{a,b,c}from"./chunk-PGVUTGYK.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-FXRYPDLK.js.map
