import{q as o}from"./chunk-YZG5XG5O.js";import"./chunk-KKQE6H7E.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-DAJN4FKX.js.map
