import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-XDSZVHSI.js";import"./chunk-4UIJUSSL.js";import"./chunk-MMGULONP.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-GDPNHIXW.js.map
