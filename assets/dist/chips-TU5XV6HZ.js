import{s as a,t as b,u as c}from"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-TU5XV6HZ.js.map
