import{v as o}from"./chunk-ZWB32MSO.js";import"./chunk-RXJMJWY5.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-VPK7NJHS.js.map
