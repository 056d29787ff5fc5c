import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h,m as i,n as j}from"./chunk-4BKZFGDG.js";import"./chunk-RS4MXLUN.js";import"./chunk-QMQUB7PI.js";export{f as closerBy,e as countOf,i as fill,g as hiddenBy,j as hit,b as keys,a as layersSvg,h as peopleOf,c as posts,d as sentOf};
//# sourceMappingURL=placing-WH64NSUT.js.map
