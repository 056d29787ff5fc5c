import{a,b,c,d}from"./chunk-EGEU3INI.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-BYGD6ROR.js.map
