import{a}from"./chunk-5J4TSAHF.js";import"./chunk-M33MKKHL.js";import"./chunk-WNCXA34U.js";export{a as differences};
//# sourceMappingURL=diff-Z42C2FVM.js.map
