import{a,b}from"./chunk-O3MA5VJ6.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{a as address,b as framed};
//# sourceMappingURL=framed-5OPMPP62.js.map
