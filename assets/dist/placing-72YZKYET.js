import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-GXWZ4LLZ.js";import"./chunk-SKQRCAH4.js";import"./chunk-DTU4Q54D.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-72YZKYET.js.map
