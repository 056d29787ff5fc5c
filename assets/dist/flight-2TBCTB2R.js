import{a,b,c,d,e,f,g,h,i}from"./chunk-JQ4BTBVR.js";import"./chunk-M77TSSLM.js";import"./chunk-B5S53B2R.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-2TBCTB2R.js.map
