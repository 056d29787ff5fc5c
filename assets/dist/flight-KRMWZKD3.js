import{a,b,c,d,e,f,g,h,i}from"./chunk-FHKM6NHZ.js";import"./chunk-W4OO255M.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-KRMWZKD3.js.map
