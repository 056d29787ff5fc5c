import{a,b}from"./chunk-FAUJKGN5.js";import"./chunk-754WMVSR.js";import"./chunk-NQMK3665.js";export{a as address,b as framed};
//# sourceMappingURL=framed-44LXF74H.js.map
