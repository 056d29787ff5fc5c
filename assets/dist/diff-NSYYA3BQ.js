import{a}from"./chunk-QWU5JN5Z.js";import"./chunk-ENNQXXH3.js";import"./chunk-IJAOQH6G.js";import"./chunk-23QGFTXE.js";export{a as differences};
//# sourceMappingURL=diff-NSYYA3BQ.js.map
