import{a,b,c}from"./chunk-7UZ2MV6J.js";import"./chunk-CIBV6NMZ.js";import"./chunk-U546ELSX.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-D6E6J356.js.map
