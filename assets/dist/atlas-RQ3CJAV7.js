import{z as o}from"./chunk-CKJXKN4E.js";import"./chunk-4N7EW7NG.js";import"./chunk-NJAMLUCC.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-RQ3CJAV7.js.map
