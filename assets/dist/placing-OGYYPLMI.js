import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h}from"./chunk-XC2TXGSD.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{e as closerBy,d as countOf,f as hiddenBy,h as hit,b as keys,a as layersSvg,g as peopleOf,c as sentOf};
//# sourceMappingURL=placing-OGYYPLMI.js.map
