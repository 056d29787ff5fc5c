import{x as o}from"./chunk-I7XC6X7G.js";import"./chunk-73ISOAQI.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-23OUXYEE.js.map
