import{a}from"./chunk-H22ER7MJ.js";import"./chunk-ENNQXXH3.js";import"./chunk-WYWENTKP.js";import"./chunk-A45ZHA3S.js";export{a as differences};
//# sourceMappingURL=diff-YULJ6DCC.js.map
