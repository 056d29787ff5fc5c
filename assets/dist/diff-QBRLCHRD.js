import{a}from"./chunk-CDBLAUBV.js";import"./chunk-ENNQXXH3.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{a as differences};
//# sourceMappingURL=diff-QBRLCHRD.js.map
