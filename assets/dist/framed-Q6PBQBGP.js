import{a,b}from"./chunk-OT7CLKFG.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{a as address,b as framed};
//# sourceMappingURL=framed-Q6PBQBGP.js.map
