import{a,b}from"./chunk-7JUNBI75.js";import"./chunk-YIRSXIDZ.js";import"./chunk-UOLK3TVC.js";import"./chunk-IIS6MKM7.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{a as keptFree,b as layer};
//# sourceMappingURL=layer-UGX455ZI.js.map
