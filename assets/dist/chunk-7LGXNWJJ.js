<<<<<<<< HEAD:assets/dist/chunk-DXYIMX7N.js
import{F as r,N as i,R as s}from"./chunk-H6GSD4ZR.js";function l(t){let n=r(t.data,t.view),{tm:o}=t.view;if(!n||o==="instant")return null;let[f,m]=n.map(s);return i(t.words.filters[`chip_${o}`],{from:f,to:m})}export{l as a};
//# sourceMappingURL=chunk-DXYIMX7N.js.map
========
import{F as r,N as i,R as s}from"./chunk-Z6V322NH.js";function l(t){let n=r(t.data,t.view),{tm:o}=t.view;if(!n||o==="instant")return null;let[f,m]=n.map(s);return i(t.words.filters[`chip_${o}`],{from:f,to:m})}export{l as a};
//# sourceMappingURL=chunk-7LGXNWJJ.js.map
>>>>>>>> breaker:assets/dist/chunk-7LGXNWJJ.js
