import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h,m as i,n as j}from"./chunk-5RWGS3C4.js";import"./chunk-WHTFBLY5.js";import"./chunk-NPPPJCT4.js";export{f as closerBy,e as countOf,i as fill,g as hiddenBy,j as hit,b as keys,a as layersSvg,h as peopleOf,c as posts,d as sentOf};
//# sourceMappingURL=placing-3O3OJAGS.js.map
