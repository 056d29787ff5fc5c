import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-VK562RKA.js";import"./chunk-HHILAIM6.js";import"./chunk-66LUN6KS.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-CF342CGR.js.map
