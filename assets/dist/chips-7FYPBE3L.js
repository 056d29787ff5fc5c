import{a,b,c}from"./chunk-TD52Z73G.js";import"./chunk-JY6KSWJR.js";import"./chunk-DE4D53TF.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-7FYPBE3L.js.map
