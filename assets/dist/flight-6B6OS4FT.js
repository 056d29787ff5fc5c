import{a,b,c,d,e,f,g,h,i,j}from"./chunk-GF5JJAXO.js";import"./chunk-GEEPVYUY.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,i as showView,j as showsView,g as uncover,h as uncoverLinked};
//# sourceMappingURL=flight-6B6OS4FT.js.map
