import{s as a,t as b,u as c}from"./chunk-LKT5A7SQ.js";import"./chunk-EWHRSIDV.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-3UR3YO4D.js.map
