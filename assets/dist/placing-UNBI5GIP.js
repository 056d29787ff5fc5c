import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-Q6U4USRY.js";import"./chunk-N54M5FGM.js";import"./chunk-IAUZZ2QZ.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-UNBI5GIP.js.map
