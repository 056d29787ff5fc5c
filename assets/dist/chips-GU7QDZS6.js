import{a,b,c}from"./chunk-HSYLL5BE.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-GU7QDZS6.js.map
