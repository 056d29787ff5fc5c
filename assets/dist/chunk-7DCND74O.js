import{b as i}from"./chunk-ENNQXXH3.js";function c(t,l){let o=t.counting.findLast(([n])=>n<=l);if(!o)return null;let[,r,s,f,u,e,g]=o;if(r===null||s===null||u===null||e===null)return null;let m=i(l,u,e);return{low:r,high:s,asOf:f,age:m,rows:g.map(n=>t.strengths[n])}}export{c as a};
//# sourceMappingURL=chunk-7DCND74O.js.map
