import{a,b,c}from"./chunk-GWT3B7KF.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-O3L3WDCL.js.map
