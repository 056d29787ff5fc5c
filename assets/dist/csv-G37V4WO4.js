import{a,b,c}from"./chunk-LQGTTIHY.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-G37V4WO4.js.map
