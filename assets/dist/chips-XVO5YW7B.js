import{a,b,c}from"./chunk-Q2XSKZ7I.js";import"./chunk-DXYIMX7N.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-XVO5YW7B.js.map
