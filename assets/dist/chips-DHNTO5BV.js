import{a,b,c}from"./chunk-7XMYRYOE.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-DHNTO5BV.js.map
