import{a,b}from"./chunk-XB7JFKNJ.js";import"./chunk-5S63LS46.js";import"./chunk-UOLK3TVC.js";import"./chunk-T4OJPEJ7.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{a as keptFree,b as layer};
//# sourceMappingURL=layer-VNHCLQJ3.js.map
