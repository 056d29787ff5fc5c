import{F as r,P as i,T as s}from"./chunk-5IJI26BJ.js";function l(t){let n=r(t.data,t.view),{tm:o}=t.view;if(!n||o==="instant")return null;let[f,m]=n.map(s);return i(t.words.filters[`chip_${o}`],{from:f,to:m})}export{l as a};
//# sourceMappingURL=chunk-VZODHZZK.js.map
