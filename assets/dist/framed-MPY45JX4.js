import{a,b}from"./chunk-UCAC2SOW.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{a as address,b as framed};
//# sourceMappingURL=framed-MPY45JX4.js.map
