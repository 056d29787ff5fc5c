import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-HJ5RJD2I.js";import"./chunk-LXHA4ADJ.js";import"./chunk-6FPPGSEJ.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-XRQ5FW4G.js.map
