import{a,b,c}from"./chunk-XMS3KJPB.js";import"./chunk-HWR3CPAN.js";import"./chunk-WC7LOMFX.js";import"./chunk-HQRWS7SC.js";export{c as chips,b as filtersInWords,a as title};
//# sourceMappingURL=chips-HTCN3JSA.js.map
