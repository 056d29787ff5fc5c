import{a}from"./chunk-O7VSEHDP.js";import"./chunk-SF2FUJXP.js";import"./chunk-5IJI26BJ.js";export{a as differences};
//# sourceMappingURL=diff-3EOKBH2E.js.map
