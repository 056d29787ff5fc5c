import{a,b,c,d,e,f,g,h,i}from"./chunk-EK6URUNY.js";import"./chunk-WQJ7WEOA.js";import"./chunk-TGVSU354.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-T3G2WDAF.js.map
