import{a}from"./chunk-TMGG6M7B.js";import"./chunk-KSDHCSZL.js";import"./chunk-77A32JVW.js";export{a as differences};
//# sourceMappingURL=diff-MLVXF2RL.js.map
