import{a,b,c,d,e,f,g,h,i}from"./chunk-BF5O6ONT.js";import"./chunk-35T7BN4F.js";import"./chunk-57P7ATXI.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-SVYW3RUJ.js.map
