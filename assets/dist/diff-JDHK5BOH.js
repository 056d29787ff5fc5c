import{a}from"./chunk-VC3ASXB5.js";import"./chunk-JBYGDPSL.js";import"./chunk-SE2EAJL5.js";export{a as differences};
//# sourceMappingURL=diff-JDHK5BOH.js.map
