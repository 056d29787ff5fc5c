import{a}from"./chunk-SWFXGITM.js";import"./chunk-ENNQXXH3.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{a as differences};
//# sourceMappingURL=diff-T3MYHGJ4.js.map
