import{a,b}from"./chunk-ZB6TU5HG.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{a as address,b as framed};
//# sourceMappingURL=framed-SS4XY6ID.js.map
