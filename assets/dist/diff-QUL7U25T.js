import{a}from"./chunk-UGXLFFDB.js";import"./chunk-ENNQXXH3.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{a as differences};
//# sourceMappingURL=diff-QUL7U25T.js.map
