import{a}from"./chunk-U2JXXNHT.js";import"./chunk-G5J55A5Z.js";import"./chunk-W7KUKVMG.js";export{a as differences};
//# sourceMappingURL=diff-OTUHEIEE.js.map
