import{a}from"./chunk-FDWZLENG.js";import"./chunk-AIDVN4BM.js";import"./chunk-BRSA652R.js";export{a as differences};
//# sourceMappingURL=diff-PMZSFWN2.js.map
