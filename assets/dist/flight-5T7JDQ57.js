import{a,b,c,d,e,f,g,h,i}from"./chunk-BWGVL6TV.js";import"./chunk-IHZTW2ZA.js";import"./chunk-I4PDPNU2.js";import"./chunk-TFG3UZZY.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-5T7JDQ57.js.map
