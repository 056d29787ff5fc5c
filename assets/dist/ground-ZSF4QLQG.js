import{a,b,c,d}from"./chunk-OF6G4TK6.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-ZSF4QLQG.js.map
