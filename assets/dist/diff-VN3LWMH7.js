import{a}from"./chunk-E56ADPXY.js";import"./chunk-ENNQXXH3.js";import"./chunk-LBB7PFUL.js";import"./chunk-H6GSD4ZR.js";export{a as differences};
//# sourceMappingURL=diff-VN3LWMH7.js.map
