import{a}from"./chunk-B6PPY7ZV.js";import"./chunk-YMAROBDR.js";import"./chunk-BW6N4D7L.js";export{a as differences};
//# sourceMappingURL=diff-6UNVUA5O.js.map
