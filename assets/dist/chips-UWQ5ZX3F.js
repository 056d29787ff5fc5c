import{a,b,c}from"./chunk-YPIEIASK.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-UWQ5ZX3F.js.map
