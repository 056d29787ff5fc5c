import{a,b,c}from"./chunk-T3FVDSEF.js";import"./chunk-MCRDVP45.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-RBXU25OL.js.map
