import{F as r,O as i,S as s}from"./chunk-HQRWS7SC.js";function l(t){let n=r(t.data,t.view),{tm:o}=t.view;if(!n||o==="instant")return null;let[f,m]=n.map(s);return i(t.words.filters[`chip_${o}`],{from:f,to:m})}export{l as a};
//# sourceMappingURL=chunk-HWR3CPAN.js.map
