import{a,b,c}from"./chunk-3PGCXKMN.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-BP45VMPS.js.map
