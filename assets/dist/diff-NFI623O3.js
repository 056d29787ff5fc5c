import{a}from"./chunk-5OSNHPH5.js";import"./chunk-I5F5OWY6.js";import"./chunk-ZUCXEXQG.js";export{a as differences};
//# sourceMappingURL=diff-NFI623O3.js.map
