import{a,b,c}from"./chunk-A6XMWSLU.js";import"./chunk-BQ6VBONK.js";import"./chunk-BRILFSNA.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-XLLK57WJ.js.map
