import{F as r,N as i,R as s}from"./chunk-23QGFTXE.js";function l(t){let n=r(t.data,t.view),{tm:o}=t.view;if(!n||o==="instant")return null;let[f,m]=n.map(s);return i(t.words.filters[`chip_${o}`],{from:f,to:m})}export{l as a};
//# sourceMappingURL=chunk-IDUUXDF4.js.map
