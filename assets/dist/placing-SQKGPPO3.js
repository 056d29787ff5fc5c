import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-CBTZOQNP.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-SQKGPPO3.js.map
