import{a,b,c}from"./chunk-H3MD5KZS.js";import"./chunk-7LGXNWJJ.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-W33JGFC2.js.map
