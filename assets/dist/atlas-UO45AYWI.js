import{q as o}from"./chunk-ZI72FVTE.js";import"./chunk-CZDBPY43.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-UO45AYWI.js.map
