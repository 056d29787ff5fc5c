import{a,b,c}from"./chunk-W6RH7Q66.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-5VNIYEBW.js.map
