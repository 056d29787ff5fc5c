import{a}from"./chunk-BPKKCCT3.js";import"./chunk-3S27OMER.js";export{a as differences};
//# sourceMappingURL=diff-PB7GQGFS.js.map
