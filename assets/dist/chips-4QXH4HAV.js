import{a,b,c}from"./chunk-ZXNH6DUE.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-4QXH4HAV.js.map
