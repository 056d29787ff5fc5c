import{a,b,c,d}from"./chunk-XUR5LEBT.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{c as Ground,d as cardOf,b as palette,a as strength};
//# sourceMappingURL=ground-CQKVJEXB.js.map
