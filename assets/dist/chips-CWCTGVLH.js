import{a,b,c}from"./chunk-4HKOKOIE.js";import"./chunk-VZODHZZK.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-CWCTGVLH.js.map
