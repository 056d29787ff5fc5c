import{a}from"./chunk-URRBGAL7.js";import"./chunk-2MDFJHP6.js";export{a as differences};
//# sourceMappingURL=diff-O4TCWQBK.js.map
