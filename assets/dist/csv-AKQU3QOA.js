import{a,b,c}from"./chunk-7UZ2MV6J.js";import"./chunk-LLSADZFF.js";import"./chunk-U546ELSX.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-AKQU3QOA.js.map
