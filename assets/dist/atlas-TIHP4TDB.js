import{z as o}from"./chunk-5F3XFVON.js";import"./chunk-D2D4ZHJH.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-TIHP4TDB.js.map
