import{a,b}from"./chunk-V5R7CEZG.js";import"./chunk-YW4SOUBC.js";import"./chunk-UOLK3TVC.js";import"./chunk-RHNWBD2X.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{a as keptFree,b as layer};
//# sourceMappingURL=layer-WVZ7MAXE.js.map
