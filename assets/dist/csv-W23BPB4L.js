import{a,b,c}from"./chunk-234DVVQB.js";import"./chunk-UAFB3SW6.js";import"./chunk-Z6V322NH.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-W23BPB4L.js.map
