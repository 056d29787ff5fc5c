import{a,b,c}from"./chunk-FT6FETFH.js";import"./chunk-YMAROBDR.js";import"./chunk-BW6N4D7L.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-YGU6HVW6.js.map
