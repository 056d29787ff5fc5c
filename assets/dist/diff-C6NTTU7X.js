import{a}from"./chunk-I2SWAEXD.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{a as differences};
//# sourceMappingURL=diff-C6NTTU7X.js.map
