import{a,b,c}from"./chunk-CXDDALNE.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-HFNFX7S6.js.map
