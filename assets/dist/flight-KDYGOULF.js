import{a,b,c,d,e,f,g,h,i,j}from"./chunk-UMDQXGE7.js";import"./chunk-Z35OA7SP.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,i as showView,j as showsView,g as uncover,h as uncoverLinked};
//# sourceMappingURL=flight-KDYGOULF.js.map
