import{a,b,c,d,e,f,g,h,i}from"./chunk-CO4A6RHL.js";import"./chunk-ZZZIGZKF.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{c as beside,a as boxOf,b as clear,d as fitInto,e as inSight,f as show,h as showView,i as showsView,g as uncover};
//# sourceMappingURL=flight-VBX4RIWP.js.map
