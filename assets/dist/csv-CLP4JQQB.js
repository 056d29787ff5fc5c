import{a,b,c}from"./chunk-VRKU33CR.js";import"./chunk-JLSPJUEM.js";import"./chunk-ZL6ZM2VF.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-CLP4JQQB.js.map
