import{a,b}from"./chunk-DVQKQ3W2.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{a as address,b as framed};
//# sourceMappingURL=framed-QOJG6PZY.js.map
