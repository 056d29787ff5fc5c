import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h,m as i,n as j}from"./chunk-PKWERL5X.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{f as closerBy,e as countOf,i as fill,g as hiddenBy,j as hit,b as keys,a as layersSvg,h as peopleOf,c as posts,d as sentOf};
//# sourceMappingURL=placing-LVJFT34D.js.map
