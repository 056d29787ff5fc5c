import{s as a,t as b,u as c}from"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-Y7SD4MCM.js.map
