import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-UM3Z7WET.js";import"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-ACKMRGBV.js.map
