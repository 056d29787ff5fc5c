import{a,b,c}from"./chunk-Y4JU3AOJ.js";import"./chunk-STI5VRIA.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-ZLRMDV25.js.map
