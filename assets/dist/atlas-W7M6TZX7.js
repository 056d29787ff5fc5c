import{z as r}from"./chunk-I5F5OWY6.js";import"./chunk-ZUCXEXQG.js";r();
//# sourceMappingURL=atlas-W7M6TZX7.js.map
