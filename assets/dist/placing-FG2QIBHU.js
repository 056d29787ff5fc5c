import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-EQFSBSIJ.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-FG2QIBHU.js.map
