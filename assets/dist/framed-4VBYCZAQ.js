import{a,b}from"./chunk-MYNM76ZA.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{a as address,b as framed};
//# sourceMappingURL=framed-4VBYCZAQ.js.map
