import{z as o}from"./chunk-LLSADZFF.js";import"./chunk-U546ELSX.js";var m=o();export{m as mount};
//# sourceMappingURL=atlas-K37UTRG6.js.map
