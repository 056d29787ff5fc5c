import{a,b,c}from"./chunk-Z2JBFDAH.js";import"./chunk-T2W5FMJV.js";import"./chunk-4JSUTFEF.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-GFXBO7L3.js.map
