import{e as a,f as b,g as c,h as d,i as e,j as f,k as g,l as h,m as i,n as j}from"./chunk-5ZJZRWE6.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{f as closerBy,e as countOf,i as fill,g as hiddenBy,j as hit,b as keys,a as layersSvg,h as peopleOf,c as posts,d as sentOf};
//# sourceMappingURL=placing-7IE2JNGH.js.map
