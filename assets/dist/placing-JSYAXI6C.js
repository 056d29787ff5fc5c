import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-HTIGY5PC.js";import"./chunk-LMIP7MS7.js";import"./chunk-FOTC63ZG.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-JSYAXI6C.js.map
