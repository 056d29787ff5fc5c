import{a,b,c,d,e,f,g,h,i}from"./chunk-CEOYGUG5.js";import"./chunk-CXDBFQXT.js";import"./chunk-CCM2AYIH.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-4HYRGWXG.js.map
