import{a}from"./chunk-AYPMUG7B.js";import"./chunk-4W5Q3VU7.js";import"./chunk-LJY2R3GN.js";export{a as differences};
//# sourceMappingURL=diff-K3XEM2ZZ.js.map
