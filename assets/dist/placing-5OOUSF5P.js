import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-4BPMQ64A.js";import"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-5OOUSF5P.js.map
