import{q as o}from"./chunk-YFXV5PS2.js";import"./chunk-XEF2FOKR.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-3G2XIL75.js.map
