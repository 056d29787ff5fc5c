import{a}from"./chunk-DYS3JBO3.js";import"./chunk-6OIKH4RE.js";import"./chunk-5JNJMKEF.js";export{a as differences};
//# sourceMappingURL=diff-KAZD6DZ6.js.map
