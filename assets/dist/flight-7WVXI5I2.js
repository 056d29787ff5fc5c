import{a,b,c,d,e,f,g,h,i}from"./chunk-VZVS52UG.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-7WVXI5I2.js.map
