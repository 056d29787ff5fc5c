import{a,b,c,d,e,f,g,h,i}from"./chunk-CQ2SFQFZ.js";import"./chunk-AGYCMR3P.js";import"./chunk-CFT2J7JO.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-D4HVXQOF.js.map
