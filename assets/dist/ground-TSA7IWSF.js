import{a,b,c,d}from"./chunk-DR3FV2SP.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-TSA7IWSF.js.map
