import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-RCA5SBJ7.js";import"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-NHVMS5C5.js.map
