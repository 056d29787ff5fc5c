import{a}from"./chunk-BJ5BGUU3.js";import"./chunk-ENNQXXH3.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{a as differences};
//# sourceMappingURL=diff-SY4O4N6H.js.map
