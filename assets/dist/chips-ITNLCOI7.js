import{s as a,t as b,u as c}from"./chunk-F7PBSOYI.js";import"./chunk-2M2Z7OGU.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-ITNLCOI7.js.map
