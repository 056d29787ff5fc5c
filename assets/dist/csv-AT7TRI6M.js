import{a,b,c}from"./chunk-DYT7WRDP.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-AT7TRI6M.js.map
