import{a,b,c}from"./chunk-F3ZHKRSQ.js";import"./chunk-EHKJFOOH.js";import"./chunk-KR7OAQMV.js";export{a as cell,c as save,b as write};
//# sourceMappingURL=csv-6VK7K5LQ.js.map
