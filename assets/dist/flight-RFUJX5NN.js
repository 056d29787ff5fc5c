import{a,b,c,d,e,f,g,h,i}from"./chunk-CUEWU3F2.js";import"./chunk-5U55FMF2.js";import"./chunk-TGBSNEFT.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-RFUJX5NN.js.map
